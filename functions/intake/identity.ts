import { createHash } from "node:crypto";
import * as z from "zod";
import { ConversationId, EmailId, InteractionId } from "../contracts/ids.ts";
import { withoutTag } from "../platform/addresses.ts";
import { idFrom } from "../platform/ids.ts";
import type { Key } from "../platform/rows.ts";

/**
 * conversations: pk `identity#<hash>`, sk `identity`: this email was accepted, and as what. It outlives the 90 days after
 * which Step Functions forgets an execution's name.
 */
export const IdentityRow = z.object({
  emailId: EmailId,
  interactionId: InteractionId,
  conversationId: ConversationId,
  seq: z.int().nonnegative(),
});
export type IdentityRow = z.infer<typeof IdentityRow>;

export interface Identity {
  readonly hash: string;
  readonly emailId: string;
  readonly interactionId: string;
  /** The conversation it begins, should nothing else name one. */
  readonly newConversationId: string;
}

export const identityKey = (hash: string): Key => ({ pk: `identity#${hash}`, sk: "identity" });

/**
 * Which email this is, however often and on whatever way it comes: Message-ID, sender and body together, so that a
 * different email with a copied Message-ID is not swallowed (F2). Without a Message-ID, all of its bytes (F3).
 */
export function identityOfEmail(raw: Uint8Array, messageId: string | undefined, from: string): Identity {
  return messageId === undefined
    ? identity("raw", digest(raw))
    : identity("email", messageId, from, digest(bodyOf(raw)));
}

/**
 * The conversation that an email begins when nothing it refers to is known. It follows from the thread's first Message-ID,
 * the customer and the mailbox, so that a question and its follow-up meet in one conversation even when they arrive at
 * the same moment or the wrong way round (F12).
 */
export function conversationBegunBy(
  thread: {
    readonly references: readonly string[];
    readonly inReplyTo: readonly string[];
    readonly messageId?: string | undefined;
  },
  customer: string,
  mailbox: string,
): string | undefined {
  const root = thread.references[0] ?? thread.inReplyTo[0] ?? thread.messageId;
  return root === undefined ? undefined : conversationId("thread", root, withoutTag(customer), mailbox);
}

/** 128 bits, so that it fits into a signed reply address. */
const conversationId = (...parts: readonly string[]): string => idFrom("con", ...parts).slice(0, "con_".length + 32);

/** A message is what its producer says it is, by the id of its event. */
export const identityOfMessage = (eventId: string): Identity => identity("message", eventId);

function identity(...parts: readonly string[]): Identity {
  const interactionId = idFrom("int", ...parts);
  return {
    hash: interactionId.slice(4),
    emailId: idFrom("eml", ...parts),
    interactionId,
    newConversationId: conversationId(...parts),
  };
}

const digest = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** What follows the first empty line, with the line ends and the trailing space that relays change evened out. */
function bodyOf(raw: Uint8Array): string {
  const text = Buffer.from(raw).toString("latin1").replaceAll("\r\n", "\n");
  const end = text.indexOf("\n\n");
  return end < 0 ? text : text.slice(end + 2).trimEnd();
}
