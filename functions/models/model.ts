import { Failure, StepFailure } from "../contracts/failures.ts";
import type { ModelCall } from "../contracts/model-call.ts";
import type { ModelTask } from "../contracts/policy.ts";
import type { TaskAnswers, TaskInputs } from "./tasks.ts";

/**
 * The one port to models. A model reads and proposes; it holds no authority: whom to write to, what is searched, which
 * thresholds hold are inputs of code (P3).
 */
export interface Model {
  /** Throws NoModelAnswered when no candidate of the policy gives an answer that fits its schema. */
  ask<Task extends ModelTask>(
    task: Task,
    input: TaskInputs[Task],
    wishes?: Wishes<TaskAnswers[Task]>,
  ): Promise<Answered<TaskAnswers[Task]>>;
}

interface Wishes<Answer> {
  /** Whether this answer is too unsure to go by; then a candidate of a stronger tier is asked, if the policy has one. */
  readonly unsure?: (answer: Answer) => boolean;
}

export interface Answered<Answer> {
  readonly answer: Answer;
  /** Who answered: `<provider>/<model>`. */
  readonly by: string;
  /** By which version of its prompt: `draft@1`. */
  readonly prompt: string;
  /** Every attempt, the failed ones too, in order. */
  readonly calls: readonly ModelCall[];
}

/**
 * No candidate gave an answer. The attempts are carried along so that the step can still write them down. It is called
 * `OverBudget` when a budget kept a candidate out: no waiting mends that, so the customer is told and a person asked.
 */
export class NoModelAnswered extends StepFailure {
  readonly calls: readonly ModelCall[];

  /** `after`: what became of each candidate, `bedrock/m: throttled`. */
  constructor(task: ModelTask, calls: readonly ModelCall[], after: readonly string[]) {
    const overBudget = after.some((one) => one.endsWith(": over-budget"));
    super(
      overBudget ? Failure.OverBudget : Failure.NoModel,
      `No model answered the task ${task} (${after.length === 0 ? "the policy names none for it" : after.join(", ")})`,
    );
    this.calls = calls;
  }
}
