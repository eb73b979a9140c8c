import { settingIfAny } from "../../platform/settings.ts";
import type { Provider } from "./provider.ts";

/** Bedrock with the stage's guardrail, if it has one (`id:version`). */
export const bedrock: Provider = async (request) => {
  // Lazy, so that a function that never asks never loads the SDK.
  const { askBedrock } = await import("./bedrock.ts");
  const [id, version] = (settingIfAny("bedrockGuardrail") ?? "").split(":");
  return askBedrock(id === undefined || version === undefined ? {} : { guardrail: { id, version } }, request);
};
