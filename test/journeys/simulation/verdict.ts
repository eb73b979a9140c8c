import { type Aftermath, aftermathOf } from "./aftermath.ts";
import type { Arrival } from "./customers.ts";
import { invariants } from "./invariants.ts";
import type { Delivered } from "./relay.ts";

export interface Verdict {
  /** Different emails; each may have come many times. */
  readonly emails: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly replies: number;
  readonly lost: number;
  /** Replies that went out more than once although nothing of them was uncertain. Must be none. */
  readonly duplicates: number;
  /** Replies that went out more than once after it was written down that nobody knew (F5): the declared window. */
  readonly inWindow: number;
  readonly unknowns: number;
  /** What broke an invariant, in words. Must be empty. */
  readonly problems: readonly string[];
  /** What the log tells of everything that the problems name. */
  readonly stories: readonly string[];
}

/** What became of everything, by the invariants of the design. */
export async function judge(arrivals: readonly Arrival[], delivered: readonly Delivered[]): Promise<Verdict> {
  const found = await aftermathOf(arrivals, delivered);
  const problems = Object.entries(invariants).flatMap(([name, broken]) =>
    broken(found).map((what) => `${name}: ${what}`),
  );
  const { certain, uncertain } = sentAgain(found);
  const outcomes = Map.groupBy(found.interactions, ({ outcome }) => outcome);
  return {
    emails: new Set(arrivals.map(({ email }) => email)).size,
    outcomes: Object.fromEntries([...outcomes].map(([outcome, of]) => [outcome, of.length])),
    replies: found.perReply.size,
    lost: found.arrivals.filter(({ row }) => row === undefined).length,
    ...{ duplicates: certain, inWindow: uncertain, unknowns: found.unknown.size },
    ...{ problems, stories: storiesOf(found, problems.join(" ")) },
  };
}

/** How often a reply went out beyond its first time; a repeat with the Message-ID it had is the mail service's own. */
function sentAgain({ perReply, unknown }: Aftermath): { certain: number; uncertain: number } {
  const counts = { certain: 0, uncertain: 0 };
  for (const [replyId, emails] of perReply)
    counts[unknown.has(replyId) ? "uncertain" : "certain"] +=
      new Set(emails.map(({ messageId }) => messageId)).size - 1;
  return counts;
}

function storiesOf({ interactions, tasks, outbox, log }: Aftermath, named: string): string[] {
  const concerned = interactions.filter(
    ({ interactionId, conversationId, taskId }) =>
      [interactionId, conversationId, taskId].some((id) => id !== undefined && named.includes(id)) ||
      outbox.some((reply) => reply.interactionId === interactionId && named.includes(reply.replyId)),
  );
  return concerned.flatMap(({ interactionId, conversationId, seq, outcome, reasons, note }) => [
    `${interactionId}, #${seq} of ${conversationId}: ${outcome} (${reasons.join(", ")}) ${note ?? ""}`,
    ...tasks
      .filter((task) => task.interactionId === interactionId)
      .map(
        ({ taskId, kind, status, decision }) => `  ${taskId}: ${kind}, ${status}, ${decision?.kind} by ${decision?.by}`,
      ),
    ...outbox
      .filter((reply) => reply.interactionId === interactionId)
      .map(
        ({ replyId, status, attempt, automatic, sentAt }) =>
          `  ${replyId}: ${status}, ${attempt}, ${automatic}, ${sentAt}`,
      ),
    ...log
      .filter((entry) => entry.interactionId === interactionId)
      .sort((one, other) => (one.at < other.at ? -1 : 1))
      .map(
        ({ at, kind, summary, details }) => `    ${at} ${kind}: ${summary} ${JSON.stringify(details).slice(0, 160)}`,
      ),
  ]);
}
