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
  ask<Task extends ModelTask>(task: Task, input: TaskInputs[Task]): Promise<Answered<TaskAnswers[Task]>>;
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

/** Every candidate failed. The attempts are carried along so that the step can still write them down. */
export class NoModelAnswered extends StepFailure {
  readonly calls: readonly ModelCall[];

  constructor(task: ModelTask, calls: readonly ModelCall[]) {
    const tried = calls.map((call) => `${call.provider}/${call.model}: ${call.failure ?? "?"}`).join(", ");
    super(Failure.NoModel, `No model answered the task ${task} (${tried === "" ? "none is available" : tried})`);
    this.calls = calls;
  }
}
