import type { ModelTask } from "../../contracts/policy.ts";
import { ModelFailure, type Provider } from "../providers/provider.ts";
import type { TaskAnswers, TaskInputs } from "../tasks.ts";

type Embedded = {
  readonly [Task in ModelTask]?: (input: TaskInputs[Task]) => Promise<TaskAnswers[Task]>;
};

// Each task is loaded when it is first done: its word lists are longer than the rest of a function.
const tasks: Embedded = {
  "read-mood": async (input) => (await import("./mood/read-mood.ts")).readMood(input),
  sort: async (input) => (await import("./sort/sort-emails.ts")).sortEmails(input),
  draft: async (input) => (await import("./write-draft.ts")).writeDraft(input),
  check: async (input) => (await import("./check-draft.ts")).checkDraft(input),
};

/**
 * The embedded provider: words, rules and quotations, no network and no key. It reads what it has words for and quotes
 * what stands in an article; it does not understand, and it never writes a fact of its own.
 */
export const askEmbedded: Provider = async (request) => {
  const run: unknown = tasks[request.task];
  if (typeof run !== "function") throw new ModelFailure("unable", `The embedded model knows no task ${request.task}`);
  return { output: await run(request.input), inputTokens: 0, outputTokens: 0 };
};
