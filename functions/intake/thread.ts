import type { Mailbox } from "../contracts/email.ts";
import { ConversationRow } from "../contracts/rows.ts";
import { comparable, withoutTag } from "../platform/addresses.ts";
import { conversationKey } from "../platform/interactions.ts";
import { messageRows } from "../platform/message-ids.ts";
import { getRow } from "../platform/rows.ts";
import { conversationOfAddress } from "../platform/signed-addresses.ts";
import type { SigningKeys } from "../platform/signing.ts";
import { conversationsOfSubject } from "../platform/subject-token.ts";

export interface Traces {
  /** Our addresses it was sent to, as the envelope has them. */
  readonly recipients: readonly string[];
  readonly inReplyTo: readonly string[];
  /** Oldest first. */
  readonly references: readonly string[];
  readonly subject: string;
  /** The customer: whom a reply would go to. */
  readonly customer: Mailbox;
  /** Undefined when a signed address alone may say. */
  readonly mailbox: string;
}

export interface Thread {
  /** The conversation it continues; undefined when it begins one. */
  readonly conversation: ConversationRow | undefined;
  /** A conversation it names but does not belong to, since somebody else's (T5): for people to see, never for a reply. */
  readonly named: string | undefined;
}

// The newest of them decide; a header with ten thousand is not followed further.
const followedReferences = 12;

/**
 * Which conversation an email continues: signed reply address, then In-Reply-To, then References from the newest, then a
 * signed token in the subject (T1). It must be the same customer's and the same mailbox's. A subject alone and quoted texts
 * never join (T2, T3).
 */
export async function threadOf(traces: Traces, keys: SigningKeys): Promise<Thread> {
  let named: string | undefined;
  for await (const conversation of candidates(traces, keys)) {
    if (belongs(conversation, traces)) return { conversation, named: undefined };
    named ??= conversation.conversationId;
  }
  return { conversation: undefined, named };
}

async function* candidates(traces: Traces, keys: SigningKeys): AsyncGenerator<ConversationRow> {
  for (const recipient of traces.recipients) {
    const conversationId = conversationOfAddress(recipient, keys);
    if (conversationId !== undefined) yield* known(conversationId);
  }
  const ids = [...traces.inReplyTo, ...traces.references.slice(-followedReferences).reverse()];
  for (const id of new Set(ids.slice(0, 2 * followedReferences))) {
    for (const { conversationId } of await messageRows(id)) yield* known(conversationId);
  }
  for (const conversationId of conversationsOfSubject(traces.subject, keys).slice(0, 3)) yield* known(conversationId);
}

// A person may have put a conversation into another, and that one into a third.
const mostMerges = 10;

/** The conversation of that id, or the one that people have put it into. */
async function* known(conversationId: string): AsyncGenerator<ConversationRow> {
  let id: string | undefined = conversationId;
  for (let merges = 0; id !== undefined && merges < mostMerges; merges++) {
    const conversation: ConversationRow | undefined = await getRow(
      "conversations",
      conversationKey(id),
      ConversationRow,
    );
    if (conversation !== undefined && conversation.mergedInto === undefined) yield conversation;
    id = conversation?.mergedInto;
  }
}

function belongs({ customer, mailbox }: ConversationRow, traces: Traces): boolean {
  return samePerson(customer, traces.customer) && mailbox === traces.mailbox;
}

/** The same address but for case and a `+tag`, which gateways rewrite (T8). */
function samePerson(one: Mailbox, other: Mailbox): boolean {
  const [left, right] = [comparable(one.address), comparable(other.address)];
  return left !== undefined && right !== undefined && withoutTag(left) === withoutTag(right);
}
