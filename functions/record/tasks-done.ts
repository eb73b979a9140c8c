import { sameDigits } from "../contracts/ids.ts";
import type { Outcome } from "../contracts/outcome.ts";
import { ConversationRow, type InteractionRow, TaskRow } from "../contracts/rows.ts";
import { conversationKey } from "../platform/interactions.ts";
import { getRow, indexed, type Key, update, type Write } from "../platform/rows.ts";

const taskKey = (taskId: string): Key => ({ pk: taskId, sk: "task" });

/**
 * Tasks of an interaction whose decision has been carried out leave the list of decided ones, and the conversation no
 * longer points to them. There can be two: a reply's, and the repair's of its sending.
 */
export async function tasksDone(row: InteractionRow, outcome: Outcome): Promise<Write[]> {
  if (outcome === "waiting") return [];
  const own = [...new Set([row.taskId ?? sameDigits("tsk", row.interactionId), sameDigits("tsk", row.interactionId)])];
  const [pointed, ...tasks] = await Promise.all([
    row.seq === 0 ? undefined : openTaskOf(row.conversationId),
    ...own.map((taskId) => getRow("tasks", taskKey(taskId), TaskRow)),
  ]);
  if (pointed !== undefined && !own.includes(pointed)) tasks.push(await getRow("tasks", taskKey(pointed), TaskRow));
  const done = tasks
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
