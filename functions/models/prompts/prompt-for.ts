import type { ModelTask } from "../../contracts/policy.ts";
import type { TaskInputs } from "../tasks.ts";
import { ground, newFence } from "./fence.ts";
import type { PromptText } from "./prompt.ts";
import { withoutWords } from "./without-words.ts";

export interface Prompt<Task extends ModelTask> {
  readonly version: string;
  write(input: TaskInputs[Task]): { readonly system: string; readonly user: string };
}

// A function asks for one or two tasks, and loads no more prompts than these.
const texts: { readonly [Task in ModelTask]: () => Promise<PromptText<Task>> | PromptText<Task> } = {
  "read-mood": async () => (await import("./read-mood.ts")).readMood,
  sort: async () => (await import("./sort.ts")).sort,
  draft: async () => (await import("./draft.ts")).draft,
  check: async () => (await import("./check.ts")).check,
  "describe-image": async () => (await import("./describe-image.ts")).describeImage,
  transcribe: () => withoutWords.transcribe,
  embed: () => withoutWords.embed,
  "make-image": () => withoutWords["make-image"],
  speak: () => withoutWords.speak,
};

/** The prompt in force for a task. */
export async function promptFor<Task extends ModelTask>(task: Task): Promise<Prompt<Task>> {
  const text: PromptText<Task> = await texts[task]();
  return {
    version: text.version,
    write: (input) => ({ system: `${ground}\n\n${text.system}`, user: text.user(input, newFence()) }),
  };
}
