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
  /** Why the next candidate was tried: `timeout`, `throttled`, `refused`, `error`, `schema`, `too-long`. */
  failure: z.string().optional(),
  inputTokens: z.int().nonnegative(),
  outputTokens: z.int().nonnegative(),
  costUsd: z.number().nonnegative(),
  latencyMs: z.number().nonnegative(),
});
export type ModelCall = z.infer<typeof ModelCall>;
