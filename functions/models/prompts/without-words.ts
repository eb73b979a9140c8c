import type { PromptText } from "./prompt.ts";

// Tasks whose services take no prompt of ours: the input itself is all they get. The version counts how it is sent.
const sentAsItIs = (version: string) => ({ version, system: "", user: () => "" });

export const withoutWords: { readonly [Task in "transcribe" | "embed" | "make-image" | "speak"]: PromptText<Task> } = {
  transcribe: sentAsItIs("transcribe@1"),
  embed: sentAsItIs("embed@1"),
  "make-image": sentAsItIs("make-image@1"),
  speak: sentAsItIs("speak@1"),
};
