import { sameDigits } from "../contracts/ids.ts";
import type { Outcome } from "../contracts/outcome.ts";
import { ConversationRow, type InteractionRow, TaskRow } from "../contracts/rows.ts";
import { conversationKey } from "../platform/interactions.ts";
import { getRow, indexed, type Key, update, type Write } from "../platform/rows.ts";

const taskKey = (taskId: string): Key => ({ pk: taskId, sk: "task" });

/** Where the tasks of an interaction most likely are, so that they can be asked for together with it. */
export async function taskRecords({ interactionId, conversationId, seq }: Ids) {
  const own = sameDigits("tsk", interactionId);
  const [pointed, task] = await Promise.all([
    seq === 0 ? undefined : openTaskOf(conversationId),
    getRow("tasks", taskKey(own), TaskRow),
  ]);
  return { own, pointed, task };
}
export type TaskRecords = Awaited<ReturnType<typeof taskRecords>>;
type Ids = Pick<InteractionRow, "interactionId" | "conversationId" | "seq">;

/**
 * Tasks of an interaction whose decision has been carried out leave the list of decided ones, and the conversation no
 * longer points to them. There can be two: a reply's, and the repair's of its sending.
 */
export async function tasksDone(
  row: InteractionRow,
  outcome: Outcome,
  { own, pointed, task }: TaskRecords,
): Promise<Write[]> {
  if (outcome === "waiting") return [];
  const others = new Set([row.taskId, pointed].flatMap((id) => (id === undefined || id === own ? [] : [id])));
  const tasks = await Promise.all([...others].map((taskId) => getRow("tasks", taskKey(taskId), TaskRow)));
  const done = [task, ...tasks]
    .filter((task) => task !== undefined)
    .filter(({ status, interactionId }) => status === "decided" && interactionId === row.interactionId);
  return [
    ...done.map(({ taskId, dueAt, version }) =>
      update("tasks", taskKey(taskId), {
        set: { status: "closed", ...indexed("byStatus", { pk: "closed", sk: dueAt }) },
        condition: "#version = :version AND #status = :decided",
        where: { version, decided: "decided" },
      }),
    ),
    ...(done.some(({ taskId }) => taskId === pointed)
      ? [
          update("conversations", conversationKey(row.conversationId), {
            set: { openTaskId: undefined },
            condition: "#openTaskId = :task",
            where: { task: pointed },
          }),
        ]
      : []),
  ];
}

const openTaskOf = async (conversationId: string): Promise<string | undefined> =>
  (await getRow("conversations", conversationKey(conversationId), ConversationRow))?.openTaskId;
