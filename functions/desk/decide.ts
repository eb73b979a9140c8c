import type { DecisionRequest } from "../contracts/decision.ts";
import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { ConversationRow, type TaskRow } from "../contracts/rows.ts";
import { blockWrite } from "../platform/blocked-senders.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { conversationKey, interactionKey, readInteraction } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { check, getRow, indexed, update, type Write } from "../platform/rows.ts";
import { papers, paperWrite } from "../platform/working-papers.ts";
import { CannotDecide } from "./cannot-decide.ts";
import { personMeant } from "./person-meant.ts";
import { type QueuedReply, queueReply } from "./queue-reply.ts";
import { stopUnknown } from "./stop-unknown.ts";
import { changeOpenTask, decideTask } from "./task-row.ts";

type Of<Kind extends DecisionRequest["kind"]> = Extract<DecisionRequest, { kind: Kind }>;
type Sending = Of<"approve" | "edit" | "rewrite">;

/**
 * The writes of one decision about the task as it was read; together they hold or none does. What the person saw
 * (version and seq) is part of the conditions, so a second decision, or one about an older email, changes nothing.
 */
export async function decisionWrites(task: TaskRow, request: DecisionRequest, person: PersonRef): Promise<Write[]> {
  const { retentionDays, desk } = await readPolicy();
  const by = person.name;
  switch (request.kind) {
    case "approve":
    case "edit":
    case "rewrite":
      return sendWrites(task, request, by, retentionDays, desk?.undoSeconds ?? 0);
    case "close":
      return closeWrites(task, request, by, retentionDays);
    case "reject":
      return rejectWrites(task, request, by, retentionDays);
    case "hand-over":
      return handOverWrites(task, request, by, retentionDays);
    case "block":
      return [...(await closeWrites(task, request, by, retentionDays)), blockWrite(blocked(task, request.reason, by))];
    case "redraft":
      return redraftWrites(task, request, by, retentionDays);
  }
}

async function sendWrites(
  task: TaskRow,
  request: Sending,
  by: string,
  retentionDays: number,
  undoSeconds: number,
): Promise<Write[]> {
  if (task.kind === "repair") {
    throw new CannotDecide(
      "Sending had already begun when this went wrong, so nothing can be sent from here. Find out whether the customer got the reply, then close the task with what you found.",
    );
  }
  const version = task.version + 1;
  const queued = await queueReply(task, version, request, by, retentionDays);
  const decision = {
    ...{ kind: request.kind, by, at: nowIso(), replyId: queued.replyId },
    ...(undoSeconds > 0 && { undoUntil: new Date(nowMs() + undoSeconds * 1000).toISOString() }),
    ...(request.kind !== "approve" && { difference: queued.difference }),
    ...((request.effects ?? []).length > 0 && { effects: request.effects }),
  };
  return [
    decideTask(task, { version, decision, claim: undefined, snoozedUntil: undefined, redrafting: undefined }),
    check("conversations", conversationKey(task.conversationId), {
      condition: "#lastSeq = :seq",
      where: { seq: task.seq },
    }),
    ...queued.writes,
    update("interactions", interactionKey(task.interactionId), { set: { replyId: queued.replyId } }),
    decided(task, request, by, retentionDays, queued),
  ];
}

const blocked = (task: TaskRow, reason: string, by: string) => ({
  address: task.customer.address,
  reason,
  by,
  at: nowIso(),
});

async function closeWrites(
  task: TaskRow,
  request: Of<"close" | "block">,
  by: string,
  retentionDays: number,
): Promise<Write[]> {
  const version = task.version + 1;
  const decision = { kind: request.kind, by, at: nowIso(), reason: request.reason };
  // Without a place in a conversation (an event) there is no support run that could write the end down.
  const alone = task.seq === 0;
  return [
    alone ? decideTask(task, { version, decision, rung: true }, "closed") : decideTask(task, { version, decision }),
    ...(alone ? [await interactionEnds(task, request.reason)] : await conversationAnswered(task)),
    decided(task, request, by, retentionDays),
    ...(task.kind === "repair" ? await stopUnknown(task, retentionDays) : []),
  ];
}

async function interactionEnds(task: TaskRow, reason: string): Promise<Write> {
  const { openedAt } = await readInteraction(task.interactionId);
  const set = {
    outcome: "closed",
    reasons: ["closed-by-person"],
    note: reason,
    endedAt: nowIso(),
    ...indexed("byOutcome", { pk: "closed", sk: openedAt }),
  };
  return update("interactions", interactionKey(task.interactionId), { set });
}

/**
 * Closing settles the emails up to the task's. A reply task is refused when a newer one came; a repair is about what
 * was sent earlier, so newer emails do not matter to it, and it takes the pointer away only when that is its own.
 */
async function conversationAnswered(task: TaskRow): Promise<Write[]> {
  const key = conversationKey(task.conversationId);
  const conversation = await getRow("conversations", key, ConversationRow);
  if (conversation === undefined) return [];
  const { openTaskId, answeredSeq, lastSeq } = conversation;
  const mine = openTaskId === task.taskId;
  const set = {
    answeredSeq: Math.max(answeredSeq, task.seq),
    ...(mine && { openTaskId: undefined }),
  };
  const seen = {
    answered: answeredSeq,
    last: task.kind === "reply" ? task.seq : lastSeq,
    ...(mine && { task: openTaskId }),
  };
  const condition = `#answeredSeq = :answered AND #lastSeq = :last${mine ? " AND #openTaskId = :task" : ""}`;
  return [update("conversations", key, { set, condition, where: seen })];
}

/** The draft goes, the task stays: a person now writes the reply. */
function rejectWrites(task: TaskRow, request: Of<"reject">, by: string, retentionDays: number): Write[] {
  if (task.draftId === undefined) throw new CannotDecide("There is no draft to reject. Write your own reply instead.");
  return [
    changeOpenTask(task, { ...changed(task, request.kind, by, request.reason), draftId: undefined }),
    entry(task, "task-changed", by, "The draft was rejected; a person writes the reply.", retentionDays, {
      change: "reject",
      draftId: task.draftId,
    }),
  ];
}

/** A person of ours has it by their id, so that it is among theirs and they are told. */
async function handOverWrites(
  task: TaskRow,
  request: Of<"hand-over">,
  by: string,
  retentionDays: number,
): Promise<Write[]> {
  const person = await personMeant(request.to);
  return [
    changeOpenTask(task, {
      ...changed(task, request.kind, by, request.note),
      ...{ assignee: person?.id ?? request.to, assigneeName: person?.name, claim: undefined },
      ...(request.tier !== undefined && { tier: request.tier }),
    }),
    entry(
      task,
      person === undefined ? "task-changed" : "task-assigned",
      by,
      "The task was handed over.",
      retentionDays,
      {
        change: "hand-over",
      },
    ),
  ];
}

/** The AI writes another draft: the instruction lies with the task, where the run that is told finds it. */
function redraftWrites(task: TaskRow, request: Of<"redraft">, by: string, retentionDays: number): Write[] {
  if (task.kind === "repair" || task.seq === 0) {
    throw new CannotDecide("There is nothing to draft here: close the task with what you found.");
  }
  const redrafting = { instruction: request.instruction, by, at: nowIso() };
  return [
    changeOpenTask(task, { ...changed(task, request.kind, by, request.instruction), redrafting }),
    paperWrite(task.interactionId, papers.instruction, redrafting, retentionDays),
    entry(task, "draft-asked-again", by, "The AI was asked for another draft.", retentionDays, { change: "redraft" }),
  ];
}

const changed = (task: TaskRow, kind: "reject" | "hand-over" | "redraft", by: string, text: string | undefined) => ({
  version: task.version + 1,
  changes: [...(task.changes ?? []), { at: nowIso(), by, kind, ...(text !== undefined && { text }) }],
});

const summaries: Record<Sending["kind"] | "close" | "block", string> = {
  approve: "The draft was approved as it stands.",
  edit: "The draft was edited and approved.",
  rewrite: "A person wrote the reply.",
  close: "The task was closed without a reply.",
  block: "The task was closed without a reply and its sender blocked.",
};

const decided = (
  task: TaskRow,
  request: Sending | Of<"close" | "block">,
  by: string,
  retentionDays: number,
  queued?: QueuedReply,
): Write =>
  entry(task, "task-decided", by, summaries[request.kind], retentionDays, {
    decision: request.kind,
    waitedMs: Date.parse(nowIso()) - Date.parse(task.openedAt),
    inTime: nowIso() <= task.dueAt,
    ...(queued && { replyId: queued.replyId, draftId: task.draftId, changedCharacters: queued.changedCharacters }),
  });

const entry = (
  task: TaskRow,
  kind: "task-decided" | "task-changed" | "task-assigned" | "draft-asked-again",
  by: string,
  summary: string,
  retentionDays: number,
  details: Record<string, unknown>,
): Write =>
  logWrite(
    {
      interactionId: task.interactionId,
      conversationId: task.conversationId,
      kind,
      by: `person:${by}`,
      summary,
      details: { taskId: task.taskId, version: task.version + 1, ...details },
    },
    retentionDays,
  );
