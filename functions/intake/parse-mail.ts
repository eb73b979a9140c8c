import PostalMime, { type Address, addressParser, decodeWords, type Email as PostalEmail } from "postal-mime";
import type { Mailbox } from "../contracts/email.ts";
import { comparable } from "../platform/addresses.ts";
import { type Header, headerValues, type ParsedMail, type Part } from "./parsed-mail.ts";

/** Takes an email apart. Never throws: what cannot be read leaves `unreadable-part` among the problems. */
export async function parseMail(raw: Uint8Array): Promise<ParsedMail> {
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  return fromPostal(mail);
}

function fromPostal(mail: PostalEmail): ParsedMail {
  const headers: Header[] = mail.headers.map(({ key, value }) => ({ key, value }));
  const list = (key: string): Mailbox[] =>
    headerValues({ headers }, key).flatMap((value) => mailboxes(addressParser(value)));
  return {
    headers,
    from: list("from"),
    replyTo: list("reply-to"),
    to: list("to"),
    subject: decodeWords(headerValues({ headers }, "subject")[0] ?? "").trim(),
    text: mail.text,
    html: mail.html,
    parts: mail.attachments.map(partOf),
    messageId: messageIds(headerValues({ headers }, "message-id")[0])[0],
    inReplyTo: messageIds(headerValues({ headers }, "in-reply-to")[0]),
    references: messageIds(headerValues({ headers }, "references")[0]),
    problems: [],
  };
}

function mailboxes(addresses: readonly Address[]): Mailbox[] {
  return addresses.flatMap((entry): Mailbox[] =>
    entry.group === undefined
      ? [{ name: entry.name, address: comparable(entry.address) ?? entry.address }]
      : entry.group,
  );
}

function partOf(attachment: PostalEmail["attachments"][number]): Part {
  const { content } = attachment;
  return {
    name: attachment.filename ?? "",
    type: attachment.mimeType,
    bytes: typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
    ...(attachment.contentId !== undefined && { contentId: attachment.contentId }),
  };
}

// Far more than any real thread has; beyond it the oldest are of no use.
const mostReferences = 100;

/** Message-IDs of a header, each with its `<>`; a bare id without brackets is taken as one. Linear in the header's length. */
export function messageIds(value: string | undefined): string[] {
  if (value === undefined) return [];
  const bracketed = value.match(/<[^<>\s]{1,990}>/g);
  if (bracketed !== null) return bracketed.slice(-mostReferences);
  return value
    .split(/\s+/)
    .filter((word) => word.includes("@"))
    .slice(-mostReferences)
    .map((word) => `<${word}>`);
}
