import * as z from "zod";
import type { ModelCandidate, Policy } from "../contracts/policy.ts";
import { nowMs } from "../platform/clock.ts";
import { logger } from "../platform/logger.ts";
import { readSecret } from "../platform/secrets.ts";
import { setting } from "../platform/settings.ts";
import { openBreaker } from "./breaker.ts";
import { breakerRows } from "./breaker-rows.ts";
import { askEmbedded } from "./embedded/embedded.ts";
import type { Model } from "./model.ts";
import type { Provider } from "./providers/provider.ts";
import { openRouter } from "./router.ts";

const ModelSecret = z.object({ openaiApiKey: z.string().optional(), openaiBaseUrl: z.string().optional() });

const warn = (message: string, facts: Record<string, string> = {}) => {
  logger.warn(message, facts);
};
// One per environment: what it learnt about a model outlives the single email.
const breaker = openBreaker(breakerRows, nowMs, warn);

/** The model port as the policy in force routes it. With embedded candidates only, nothing outside is touched. */
export async function openModel(policy: Policy): Promise<Model> {
  const wanted = new Set(Object.values(policy.models).flatMap((list) => list.map(({ provider }) => provider)));
  const outside = wanted.has("openai") || wanted.has("bedrock");
  const allowed = outside ? allowList(setting("allowedModels")) : () => false;
  return openRouter({
    candidates: policy.models,
    providers: {
      embedded: askEmbedded,
      openai: wanted.has("openai") ? await openAi() : undefined,
      bedrock: wanted.has("bedrock") ? bedrock : undefined,
    },
    allowed,
    breaker,
    nowMs,
    warn,
  });
}

/** Undefined without a key: a stage that has none simply goes on to the next candidate. */
async function openAi(): Promise<Provider | undefined> {
  const { openaiApiKey, openaiBaseUrl } = await readSecret("modelSecret", ModelSecret);
  if (openaiApiKey === undefined || openaiApiKey === "") return undefined;
  const access = { apiKey: openaiApiKey, baseUrl: openaiBaseUrl === "" ? undefined : openaiBaseUrl };
  return async (request) => {
    // Lazy, so that a function that never asks never loads the SDK.
    const { askOpenAi } = await import("./providers/openai.ts");
    return askOpenAi(access, request);
  };
}

const bedrock: Provider = async (request) => {
  const { askBedrock } = await import("./providers/bedrock.ts");
  return askBedrock(request);
};

const AllowList = z.array(z.string());

/** A JSON list of `provider:model`; `provider:*` allows all of one provider. Made by lib/ from what the stage's IAM allows. */
export function allowList(json: string): (candidate: Pick<ModelCandidate, "provider" | "model">) => boolean {
  const names = new Set(AllowList.parse(JSON.parse(json)));
  return ({ provider, model }) => names.has(`${provider}:${model}`) || names.has(`${provider}:*`);
}
