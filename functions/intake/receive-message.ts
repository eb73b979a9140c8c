import type { Mailbox } from "../contracts/email.ts";
import { type IncomingEvent, MessageReceived } from "../contracts/events.ts";
import { comparable, isOwnAddress, ownMailboxes } from "../platform/addresses.ts";
import { blockedSender } from "../platform/blocked-senders.ts";
import { nowIso } from "../platform/clock.ts";
import { readPolicy } from "../platform/policy.ts";
import { accept } from "./accept.ts";
import { reveal } from "./hidden-characters.ts";
import { identityOfMessage } from "./identity.ts";
import { endingOf, type Reading } from "./reading.ts";
import { noProof } from "./sender-proof.ts";
import { startSupport } from "./start-support.ts";

/**
 * A message from a contact form or chat, named by its producer's id, enters the support flow as an email would. Nobody
 * proved who wrote it, so it gets general information only. Throws ZodError when the detail breaks the contract.
 */
export async function receiveMessage({ id: eventId, detail }: IncomingEvent): Promise<void> {
  const message = MessageReceived.parse(detail);
  const policy = await readPolicy();
  const id = identityOfMessage(eventId);
  const { text, hidden } = reveal(message.text);
  const from: Mailbox = { name: message.name ?? "", address: comparable(message.from) ?? message.from };
  const senderClass = isOwnAddress(from.address) ? "own" : "person";
  const reading: Reading = {
    ...{ emailId: id.emailId, interactionId: id.interactionId, channel: "message" },
    ...{ mailbox: mailboxOf(message.mailbox), from, replyTo: from },
    ...{ subject: message.subject ?? "", words: text.trim(), text, hidden: [...hidden], attachments: [] },
    ...{ inReplyTo: [], references: [], senderClass, classReason: "a message through a channel of ours" },
    ...{ proof: noProof, warnings: hidden.length > 0 ? ["hidden-text"] : [], receivedAt: nowIso() },
  };
  const ending = endingOf(reading, { blocked: (await blockedSender(from.address)) !== undefined });
  const { row } = await accept(
    {
      ...{ identity: id.hash, newConversationId: id.newConversationId, reading, ending },
      ...{ conversationId: undefined, namedConversation: undefined },
    },
    policy,
  );
  if (ending === undefined) await startSupport(row.interactionId);
}

function mailboxOf(asked: string | undefined): string {
  const mailboxes = ownMailboxes();
  const known = asked === undefined ? undefined : comparable(asked);
  return mailboxes.find((mailbox) => mailbox === known) ?? mailboxes[0];
}
