import { type SigningKeys, sign, verify } from "./signing.ts";

// `support+c.<conversation>.<mac>@domain` brings an answer back to its conversation;
// `bounce+r.<reply>.<mac>@domain` tells which reply a bounce is about (VERP).

/** RFC 5321 allows 64 octets before the `@`. */
const localPartLimit = 64;

/** Where a customer's answer goes. The plain mailbox when a signed local part would be too long for RFC 5321. */
export function replyAddress(
  conversation: { readonly conversationId: string; readonly mailbox: string },
  domain: string,
  keys: SigningKeys,
): string {
  const name = conversation.mailbox.slice(0, conversation.mailbox.lastIndexOf("@"));
  const local = `${name}+c.${sign("conversation", conversation.conversationId, keys)}`;
  return local.length <= localPartLimit ? `${local}@${domain}` : conversation.mailbox;
}

/** The conversation that a signed address names, if we signed it. */
export function conversationOfAddress(address: string, keys: SigningKeys): string | undefined {
  const signed = /\+c\.([^@]+)@/i.exec(address)?.[1];
  const hex = signed === undefined ? undefined : verify("conversation", signed, keys);
  return hex === undefined ? undefined : `con_${hex}`;
}

export const bounceAddress = (replyId: string, domain: string, keys: SigningKeys): string =>
  `bounce+r.${sign("reply", replyId, keys)}@${domain}`;

/** The reply that a bounce to this address is about, if we signed it. */
export function replyOfAddress(address: string, keys: SigningKeys): string | undefined {
  const signed = /\+r\.([^@]+)@/i.exec(address)?.[1];
  return signed === undefined ? undefined : signedReply(signed, keys);
}

/** Header by which we know our own email when it comes back (L8) or is quoted in a bounce (B3). */
export const replyHeader = "X-Switchboard-Reply";

export function signedReply(value: string, keys: SigningKeys): string | undefined {
  const hex = verify("reply", value.trim(), keys);
  return hex === undefined ? undefined : `rpl_${hex}`;
}
