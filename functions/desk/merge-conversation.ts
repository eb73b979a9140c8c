import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { ConversationRow } from "../contracts/rows.ts";
import { comparable, withoutTag } from "../platform/addresses.ts";
import { conversationKey } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, getRow, transact, update, type Write } from "../platform/rows.ts";

/** `refused`: why, in words for the person, who can do something about it; `unknown`: there is no such conversation. */
export type Regrouped =
  | { readonly kind: "done"; readonly conversationId: string }
  | { readonly kind: "unknown" }
  | { readonly kind: "refused"; readonly message: string };

export const refused = (message: string): Regrouped => ({ kind: "refused", message });

export const movedOn = refused("One of the conversations changed just now. Look at it again, then decide.");

/**
 * Puts one conversation together with another of the same customer: what the customer writes to either comes to `into`
 * from now on, and the desk shows both as one. Nothing is moved, so what runs and what is on its way stays true.
 */
export async function mergeConversation(from: string, into: string, by: PersonRef): Promise<Regrouped> {
  const [one, other] = await Promise.all([read(from), read(into)]);
  if (one === undefined || other === undefined) return { kind: "unknown" };
  const why = whyNot(one, other);
  if (why !== undefined) return refused(why);
  const { retentionDays } = await readPolicy();
  try {
    await transact(...mergeWrites(one, other), ...mergeLog(one, other, by, retentionDays));
    return { kind: "done", conversationId: into };
  } catch (error) {
    if (!(error instanceof ConditionFailed)) throw error;
    return movedOn;
  }
}

const read = (conversationId: string): Promise<ConversationRow | undefined> =>
  getRow("conversations", conversationKey(conversationId), ConversationRow);

function whyNot(one: ConversationRow, other: ConversationRow): string | undefined {
  if (one.conversationId === other.conversationId) return "A conversation cannot be put into itself.";
  if (one.mergedInto !== undefined || other.mergedInto !== undefined)
    return "One of them has been put into another conversation already. Merge that one.";
  // What one customer wrote must never reach another (T5).
  if (one.mailbox !== other.mailbox || !samePerson(one, other))
    return "These are conversations of different customers or mailboxes, which must not see each other's emails.";
  if (one.openTaskId !== undefined || one.answeredSeq < one.lastSeq)
    return "Something in it still waits. Answer or close it first, then merge.";
  return undefined;
}

function samePerson(one: ConversationRow, other: ConversationRow): boolean {
  const [left, right] = [one, other].map(({ customer }) => withoutTag(comparable(customer.address) ?? ""));
  return left !== "" && left === right;
}

const mergeWrites = (one: ConversationRow, other: ConversationRow): Write[] => [
  update("conversations", conversationKey(one.conversationId), {
    set: { mergedInto: other.conversationId },
    condition:
      "#lastSeq = :last AND #answeredSeq = :answered AND attribute_not_exists(#openTaskId) AND attribute_not_exists(#mergedInto)",
    where: { last: one.lastSeq, answered: one.answeredSeq },
  }),
  update("conversations", conversationKey(other.conversationId), {
    set: { mergedFrom: [...(other.mergedFrom ?? []), one.conversationId] },
    condition: `attribute_not_exists(#mergedInto) AND ${
      other.mergedFrom === undefined ? "attribute_not_exists(#mergedFrom)" : "#mergedFrom = :seen"
    }`,
    where: other.mergedFrom && { seen: other.mergedFrom },
  }),
];

/** In both, so that either tells where the rest is. */
const mergeLog = (one: ConversationRow, other: ConversationRow, by: PersonRef, retentionDays: number): Write[] =>
  [one, other].map(({ conversationId }) =>
    logWrite(
      {
        ...{ interactionId: "system", conversationId, kind: "conversation-merged", by: `person:${by.name}` },
        summary: "Two conversations of one customer were put together.",
        details: { from: one.conversationId, into: other.conversationId },
      },
      retentionDays,
    ),
  );
