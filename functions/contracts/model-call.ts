import * as z from "zod";
import { ModelTask } from "./policy.ts";

/** The record of one attempt to ask one model, as logged. */
export const ModelCall = z.object({
  task: ModelTask,
  provider: z.string(),
  model: z.string(),
  /** Version of the prompt file, e.g. `draft@3`. */
  prompt: z.string(),
  attempt: z.int().positive(),
  ok: z.boolean(),
  /** Why the next one was tried: `timeout`, `throttled`, `refused`, `error`, `schema`, `too-long`, `denied`. */
  failure: z.string().optional(),
  /** Which region or key of the model was asked, where it has several. */
  place: z.string().optional(),
  /** What led to this attempt: who was asked before, or left out, and why. `bedrock/m: throttled`, `openai/n: resting`. */
  after: z.array(z.string()).optional(),
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  costUsd: z.number().nonnegative(),
  latencyMs: z.number().nonnegative(),
});
export type ModelCall = z.infer<typeof ModelCall>;
