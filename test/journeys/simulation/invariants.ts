import type { ReplyRow, TaskRow } from "../../../functions/contracts/rows.ts";
import type { Aftermath } from "./aftermath.ts";

const named = new Set(["answered", "waiting", "closed", "quarantined", "superseded"]);

/** What must hold when all is over, by its number in the design; each tells what breaks it. */
export const invariants: Readonly<Record<string, (found: Aftermath) => string[]>> = {
  "I1, every email ends in a named state": ({ arrivals }) =>
    arrivals.flatMap(({ arrival, row }) => {
      if (row === undefined) return [`${arrival.email} (${arrival.objectKey}) is lost`];
      return named.has(row.outcome) ? [] : [`${arrival.email} ended as ${row.outcome} (${row.interactionId})`];
    }),

  "F1, F2, an email is accepted once": ({ arrivals, interactions }) => {
    const emails = new Set(arrivals.map(({ arrival }) => arrival.email)).size;
    return emails === interactions.length ? [] : [`${emails} emails became ${interactions.length} interactions`];
  },

  "I2, a reply goes out once": ({ perReply, unknown }) =>
    [...perReply].flatMap(([replyId, emails]) => {
      const times = new Set(emails.map(({ messageId }) => messageId)).size;
      return times === 1 || unknown.has(replyId) ? [] : [`${replyId} went out ${times} times, nothing was uncertain`];
    }),

  "I2, an email is answered once": (found) => {
    const perEmail = Map.groupBy(answersSent(found), ({ conversationId, seq }) => `#${seq} of ${conversationId}`);
    return [...perEmail].flatMap(([email, replies]) =>
      replies.length === 1 ? [] : [`${email} was answered by ${replies.map(({ replyId }) => replyId).join(" and ")}`],
    );
  },

  "I3, what went out is written down": ({ perReply, outbox, log }) => {
    const told = new Set(log.flatMap(({ kind, details }) => (kind === "reply-sent" ? [details["replyId"]] : [])));
    const statuses = new Map(outbox.map(({ replyId, status }) => [replyId, status]));
    return [...perReply.keys()].flatMap((replyId) => {
      const status = statuses.get(replyId);
      if (status !== "sent") return [`${replyId} went out, and the outbox says ${status}`];
      return told.has(replyId) ? [] : [`${replyId} went out, and the log does not say so`];
    });
  },

  "I5, replies leave in the order of the emails": (found) => {
    const perConversation = Map.groupBy(answersSent(found), ({ conversationId }) => conversationId);
    return [...perConversation].flatMap(([conversationId, replies]) => {
      const inTime = replies.toSorted((one, other) => ((one.sentAt ?? "") < (other.sentAt ?? "") ? -1 : 1));
      return inTime.some(({ seq }, at) => seq < (inTime[at - 1]?.seq ?? 0))
        ? [`those of ${conversationId} do not`]
        : [];
    });
  },

  "I6, nothing is sent to whom a bounce was told of": ({ outbox, log }) =>
    log
      .filter(({ kind, details }) => kind === "reply-bounced" && details["silence"] === true)
      .flatMap(({ at, details }) => {
        const address = outbox.find(({ replyId }) => replyId === details["replyId"])?.to.address;
        return outbox.filter(
          ({ to, status, createdAt }) => to.address === address && status === "sent" && createdAt > at,
        );
      })
      .map(({ replyId }) => `${replyId} was queued later and went out`),

  "I7, nothing is left on its way": ({ outbox, tasks }) =>
    outbox.flatMap(({ replyId, status, interactionId }) => {
      if (status === "pending" || status === "sending") return [`${replyId} is still ${status}`];
      const asked = tasks.some((task) => task.kind === "repair" && task.interactionId === interactionId);
      return status !== "unknown" || asked ? [] : [`${replyId} is unknown, and no person was asked`];
    }),

  "I7, who waits has an open task": ({ interactions, tasks }) => {
    const statuses = new Map(tasks.map(({ taskId, status }) => [taskId, status]));
    return interactions.flatMap(({ interactionId, outcome, taskId = "" }) =>
      outcome !== "waiting" || statuses.get(taskId) === "open"
        ? []
        : [`${interactionId} waits, and its task ${taskId} is ${statuses.get(taskId)}`],
    );
  },

  "I7, a conversation points to no finished task": (found) => {
    const current = new Set(found.tasks.filter((task) => isCurrent(task, found)).map(({ taskId }) => taskId));
    return found.conversations.flatMap(({ conversationId, openTaskId }) =>
      openTaskId === undefined || current.has(openTaskId) ? [] : [`${conversationId} points to ${openTaskId}`],
    );
  },

  "I7, every decision is carried out": (found) =>
    found.tasks
      .filter((task) => task.status === "decided" && !isCurrent(task, found))
      .map(({ taskId, kind }) => `${taskId} (${kind}) is still decided`),

  "L10, caps hold": (found) => {
    const automatic = [...found.perReply.keys()]
      .flatMap((id) => found.outbox.filter(({ replyId }) => replyId === id))
      .filter((reply) => reply.automatic);
    return [...Map.groupBy(automatic, ({ to }) => to.address)].flatMap(([address, replies]) =>
      mostInAnHour(replies) <= 3 ? [] : [`${address} got ${mostInAnHour(replies)} automatic replies in an hour`],
    );
  },
};

/** It is open, or decided while a person looks into whether its reply went out. */
const isCurrent = ({ status, interactionId }: TaskRow, { tasks }: Aftermath): boolean =>
  status === "open" ||
  (status === "decided" &&
    tasks.some((task) => task.kind === "repair" && task.status === "open" && task.interactionId === interactionId));

const answersSent = ({ perReply, outbox }: Aftermath): ReplyRow[] =>
  outbox.filter(({ replyId, kind }) => perReply.has(replyId) && kind !== "acknowledge");

function mostInAnHour(replies: readonly ReplyRow[]): number {
  const times = replies.map(({ createdAt }) => Date.parse(createdAt));
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 3_600_000).length));
}
