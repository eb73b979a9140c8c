import type { Subject } from "../contracts/ids.ts";
import { recordStep } from "../platform/record-step.ts";
import { NoModelAnswered } from "./model.ts";

/** Runs a step's work; when no model answered, the failed attempts are written down before the workflow hears of it. */
export async function keepFailedCalls<T>(subject: Subject, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NoModelAnswered && error.calls.length > 0) await recordStep(subject, { calls: error.calls });
    throw error;
  }
}
