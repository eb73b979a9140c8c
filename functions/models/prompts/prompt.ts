import type { ModelTask } from "../../contracts/policy.ts";
import type { TaskInputs } from "../tasks.ts";
import type { Fence } from "./fence.ts";

/** What a task says to a language model. A changed text is a new version: every reply names the one it came from. */
export interface PromptText<Task extends ModelTask> {
  /** `task@n`. */
  readonly version: string;
  readonly system: string;
  user(input: TaskInputs[Task], fence: Fence): string;
}
