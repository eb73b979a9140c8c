import * as z from "zod";
import { readSecret } from "../../platform/secrets.ts";
import type { OpenAiAccess } from "./openai.ts";
import type { Provider } from "./provider.ts";

const Key = z.object({ apiKey: z.string().min(1), baseUrl: z.string().optional() });
const ModelSecret = z.object({
  openaiApiKey: z.string().optional(),
  openaiBaseUrl: z.string().optional(),
  /** More keys or servers of the same models, over which calls are spread. */
  openaiMore: z.array(Key).optional(),
});

/** Undefined without a key: a stage that has none simply goes on to the next candidate. */
export async function openAiKeys(): Promise<{ ask: Provider; places: readonly string[] } | undefined> {
  const { openaiApiKey, openaiBaseUrl, openaiMore = [] } = await readSecret("modelSecret", ModelSecret);
  const first = openaiApiKey === undefined || openaiApiKey === "" ? [] : [accessOf(openaiApiKey, openaiBaseUrl)];
  const keys = [...first, ...openaiMore.map(({ apiKey, baseUrl }) => accessOf(apiKey, baseUrl))];
  const [only] = keys;
  if (only === undefined) return undefined;
  // Places are named by number: a key is no name for a log.
  const places = keys.length === 1 ? [""] : keys.map((_, at) => `key-${at + 1}`);
  const ask: Provider = async (request) => {
    // Lazy, so that a function that never asks never loads the SDK.
    const { askOpenAi } = await import("./openai.ts");
    return askOpenAi(keys[places.indexOf(request.place ?? "")] ?? only, request);
  };
  return { ask, places };
}

const accessOf = (apiKey: string, baseUrl: string | undefined): OpenAiAccess => ({
  apiKey,
  baseUrl: baseUrl === "" ? undefined : baseUrl,
});
