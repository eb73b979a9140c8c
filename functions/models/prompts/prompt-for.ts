import type { ModelTask } from "../../contracts/policy.ts";
import type { TaskInputs } from "../tasks.ts";
import { check } from "./check.ts";
import { describeImage } from "./describe-image.ts";
import { draft } from "./draft.ts";
import { ground, newFence } from "./fence.ts";
import type { PromptText } from "./prompt.ts";
import { readMood } from "./read-mood.ts";
import { sort } from "./sort.ts";
import { withoutWords } from "./without-words.ts";

export interface Prompt<Task extends ModelTask> {
  readonly version: string;
  write(input: TaskInputs[Task]): { readonly system: string; readonly user: string };
}

const texts: { readonly [Task in ModelTask]: PromptText<Task> } = {
  "read-mood": readMood,
  sort,
  draft,
  check,
  "describe-image": describeImage,
  ...withoutWords,
};

/** The prompt in force for a task. */
export function promptFor<Task extends ModelTask>(task: Task): Prompt<Task> {
  const text: PromptText<Task> = texts[task];
  return {
    version: text.version,
    write: (input) => ({ system: `${ground}\n\n${text.system}`, user: text.user(input, newFence()) }),
  };
}
