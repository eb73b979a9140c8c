import type { ModelCandidate } from "../contracts/policy.ts";

/** What a model costs from a day on, in USD: per million tokens, and per unit where that is how it is sold. */
interface Price {
  readonly provider: ModelCandidate["provider"];
  /** As named in the policy; of inference profiles (`eu.`, `us.`, `global.`…) the part after the first point. */
  readonly model: string;
  /** First day (UTC) of this price. A new price is a new row: calls of earlier days keep theirs. */
  readonly from: string;
  readonly input: number;
  readonly output: number;
  /** Per picture made, minute of sound or thousand characters spoken. */
  readonly unit?: number;
}

const openai = (model: string, from: string, input: number, output: number, unit?: number): Price => ({
  ...{ provider: "openai", model, from, input, output },
  ...(unit !== undefined && { unit }),
});
const bedrock = (model: string, from: string, input: number, output: number, unit?: number): Price => ({
  ...openai(model, from, input, output, unit),
  provider: "bedrock",
});

// List prices, on demand, as the makers published them (openai.com/api/pricing, aws.amazon.com/bedrock/pricing); the day
// is when each was looked up or took effect. Check them against your own bill: regions and contracts differ.
const table: readonly Price[] = [
  openai("gpt-5", "2025-08-07", 1.25, 10),
  openai("gpt-5-mini", "2025-08-07", 0.25, 2),
  openai("gpt-5-nano", "2025-08-07", 0.05, 0.4),
  openai("gpt-4.1", "2025-04-14", 2, 8),
  openai("gpt-4.1-mini", "2025-04-14", 0.4, 1.6),
  openai("gpt-4.1-nano", "2025-04-14", 0.1, 0.4),
  openai("gpt-4o-mini", "2024-07-18", 0.15, 0.6),
  openai("text-embedding-3-small", "2024-01-25", 0.02, 0),
  openai("text-embedding-3-large", "2024-01-25", 0.13, 0),
  openai("whisper-1", "2023-03-01", 0, 0, 0.006),
  openai("gpt-4o-mini-transcribe", "2025-03-20", 1.25, 5, 0.003),
  openai("tts-1", "2023-11-06", 0, 0, 0.015),
  openai("gpt-image-1", "2025-04-23", 5, 40, 0.042),
  bedrock("amazon.nova-micro-v1:0", "2024-12-03", 0.035, 0.14),
  bedrock("amazon.nova-lite-v1:0", "2024-12-03", 0.06, 0.24),
  bedrock("amazon.nova-pro-v1:0", "2024-12-03", 0.8, 3.2),
  bedrock("anthropic.claude-haiku-4-5-20251001-v1:0", "2025-10-15", 1, 5),
  bedrock("anthropic.claude-sonnet-4-5-20250929-v1:0", "2025-09-29", 3, 15),
  bedrock("amazon.titan-embed-text-v2:0", "2024-04-30", 0.02, 0),
  bedrock("cohere.embed-multilingual-v3", "2023-11-28", 0.1, 0),
  bedrock("amazon.nova-canvas-v1:0", "2024-12-03", 0, 0, 0.04),
];

/**
 * What a candidate costs on a day (`2026-11-22…`): what the policy says of it, else the newest row of the table that has
 * begun. Undefined when neither knows a price; the embedded model costs nothing.
 */
export function priceOf(
  candidate: ModelCandidate,
  day: string,
): { readonly input: number; readonly output: number; readonly unit: number } | undefined {
  const { provider, model, inputPrice, outputPrice, unitPrice } = candidate;
  if (provider === "embedded") return { input: 0, output: 0, unit: 0 };
  if (inputPrice !== undefined || outputPrice !== undefined || unitPrice !== undefined)
    return { input: inputPrice ?? 0, output: outputPrice ?? 0, unit: unitPrice ?? 0 };
  const row = table
    .filter((price) => price.provider === provider && price.from <= day && isPriceOf(price, model))
    .sort((a, b) => b.from.localeCompare(a.from))[0];
  return row && { input: row.input, output: row.output, unit: row.unit ?? 0 };
}

const isPriceOf = (price: Price, model: string): boolean =>
  price.model === model || price.model === model.slice(model.indexOf(".") + 1);

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly units?: number;
}

/** USD. */
export const costOf = (price: { input: number; output: number; unit: number } | undefined, usage: Usage): number =>
  price === undefined
    ? 0
    : (usage.inputTokens * price.input + usage.outputTokens * price.output) / 1_000_000 +
      (usage.units ?? 0) * price.unit;
