import type { DraftCheck } from "../contracts/draft.ts";
import type { TaskAnswers } from "../models/tasks.ts";
import type { Verified } from "./verify-draft.ts";

/** Code and model together; each can only find fault, neither can excuse the other's. */
export function judgeCheck(verified: Verified, model: TaskAnswers["check"], coverage: number): DraftCheck {
  const uncovered = coverage < 1 ? ["Not every question is answered with a source."] : [];
  return {
    grounded: verified.grounded && model.grounded,
    complete: model.complete && coverage >= 1,
    noPromises: verified.noPromises && model.noPromises,
    toneFits: model.toneFits,
    problems: [...new Set([...verified.problems, ...uncovered, ...model.problems])].slice(0, 12),
  };
}
