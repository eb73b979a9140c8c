import type { ModelTask } from "../../contracts/policy.ts";
import { ModelFailure, type Provider } from "../providers/provider.ts";
import type { TaskAnswers, TaskInputs } from "../tasks.ts";
import { checkDraft } from "./check-draft.ts";
import { readMood } from "./mood/read-mood.ts";
import { sortEmails } from "./sort/sort-emails.ts";
import { writeDraft } from "./write-draft.ts";

type Embedded = {
  readonly [Task in ModelTask]?: (input: TaskInputs[Task]) => TaskAnswers[Task] | Promise<TaskAnswers[Task]>;
};

const tasks: Embedded = { "read-mood": readMood, sort: sortEmails, draft: writeDraft, check: checkDraft };

/**
 * The embedded provider: words, rules and quotations, no network and no key. It reads what it has words for and quotes
 * what stands in an article; it does not understand, and it never writes a fact of its own.
 */
export const askEmbedded: Provider = async (request) => {
  const run: unknown = tasks[request.task];
  if (typeof run !== "function") throw new ModelFailure("error", `The embedded model knows no task ${request.task}`);
  return { output: await run(request.input), inputTokens: 0, outputTokens: 0 };
};
