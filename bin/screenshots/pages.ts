import * as z from "zod";

/** A page of the console to be photographed. */
export interface Shot {
  readonly name: string;
  /** What stands behind `#` in its address. */
  readonly hash: string;
  /** Pressed, one after the other, before the picture is taken. */
  readonly press?: readonly string[];
}

const Tasks = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      subject: z.string(),
      conversationId: z.string(),
      interactionId: z.string(),
      draftId: z.string().optional(),
    }),
  ),
});
const Interactions = z.object({
  interactions: z.array(
    z.object({
      interactionId: z.string(),
      gate: z.object({ outcome: z.string() }).optional(),
      draftId: z.string().optional(),
    }),
  ),
});
const Suggested = z.object({ sources: z.array(z.object({ quotes: z.array(z.string()) })) });
const Articles = z.object({ articles: z.array(z.object({ articleId: z.string() })) });

/** Every page, with the ids of what is there just now. `get` asks the API. */
export async function shotsOf(get: (path: string) => Promise<unknown>): Promise<Shot[]> {
  const { tasks } = Tasks.parse(await get("/tasks?limit=50"));
  const { interactions } = Interactions.parse(await get("/interactions?limit=50&outcome=answered"));
  const { articles } = Articles.parse(await get("/articles"));
  const drafted = await bestProven(tasks, get);
  const plain = tasks.find(({ draftId }) => draftId === undefined) ?? tasks[0];
  const run =
    interactions.find(({ draftId, gate }) => draftId !== undefined && gate?.outcome === "send") ?? interactions[0];
  const article = articles.find(({ articleId }) => /delivery/.test(articleId)) ?? articles[0];
  return [
    { name: "queue", hash: "/queue" },
    { name: "task", hash: `/task/${drafted?.taskId}` },
    { name: "task-edit", hash: `/task/${drafted?.taskId}`, press: ["fieldset.actions button:nth-of-type(2)"] },
    { name: "task-without-draft", hash: `/task/${plain?.taskId}` },
    { name: "task-reject", hash: `/task/${drafted?.taskId}`, press: ["fieldset.actions button:nth-of-type(4)"] },
    { name: "conversations", hash: "/conversations" },
    { name: "conversation", hash: `/conversation/${drafted?.conversationId}` },
    { name: "log", hash: "/log" },
    { name: "log-entries", hash: "/log?view=entries" },
    { name: "run-waiting", hash: `/run/${drafted?.interactionId}` },
    { name: "run", hash: `/run/${run?.interactionId}` },
    { name: "dashboard", hash: "/dashboard" },
    { name: "knowledge", hash: "/knowledge" },
    { name: "article", hash: `/article/${article?.articleId}` },
    { name: "policy", hash: "/policy" },
    { name: "people", hash: "/people" },
    { name: "settings", hash: "/queue", press: [".settings > summary"] },
  ];
}

/** The task whose draft quotes the articles most: it shows what a draft is. */
async function bestProven<T extends { readonly taskId: string; readonly draftId?: string | undefined }>(
  tasks: readonly T[],
  get: (path: string) => Promise<unknown>,
): Promise<T | undefined> {
  const counted: { readonly task: T; readonly quotes: number }[] = [];
  for (const task of tasks.filter(({ draftId }) => draftId !== undefined)) {
    const { sources } = Suggested.parse(await get(`/tasks/${task.taskId}`));
    counted.push({ task, quotes: sources.flatMap(({ quotes }) => quotes).length });
  }
  return counted.toSorted((a, b) => b.quotes - a.quotes)[0]?.task ?? tasks[0];
}
