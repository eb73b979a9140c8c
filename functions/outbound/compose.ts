import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { MailboxPolicy } from "../contracts/policy.ts";
import type { ReplyRow } from "../contracts/rows.ts";
import { comparable } from "../platform/addresses.ts";
import { copiesOf } from "../platform/reply-recipients.ts";
import { replyHeader } from "../platform/signed-addresses.ts";
import { withoutToken } from "../platform/subject-token.ts";
import { bodyHtml, bodyText } from "./body.ts";

export interface Envelope {
  /** Signed address that brings the answer back to the conversation. */
  readonly replyTo: string;
  /** Signed reply id, by which our own email is known again. */
  readonly signature: string;
  /** Ours until SES replaces it. */
  readonly messageId: string;
  readonly date: Date;
  /** Signed token for the subject, where policy wants one. */
  readonly subjectToken?: string | undefined;
  /** Bytes of the files that a person added, in the reply's order. */
  readonly files?: readonly Uint8Array[];
}

/** The MIME message of a reply: one recipient, our own From, our own headers, text and HTML made from the same escaped text. */
export async function compose(reply: ReplyRow, box: MailboxPolicy, envelope: Envelope): Promise<Uint8Array> {
  const to = comparable(reply.to.address);
  if (to === undefined)
    throw new StepFailure(Failure.ReplyRefused, "The customer's address is not one that can be written to");
  const composer = new MailComposer({
    from: { name: oneLine(box.name), address: reply.mailbox },
    to: { name: mayRepeat(reply, reply.to.name) ? oneLine(reply.to.name) : "", address: to },
    // Only a person adds these, after seeing them (P1, P15): the gate's replies have neither.
    ...(reply.cc !== undefined && { cc: copies(reply).map((copy) => ({ ...copy, name: oneLine(copy.name) })) }),
    ...(!reply.automatic && reply.attachments !== undefined && { attachments: files(reply, envelope) }),
    replyTo: { name: oneLine(box.name), address: envelope.replyTo },
    subject: subjectOf(reply, envelope),
    ...threading(reply),
    messageId: envelope.messageId,
    date: envelope.date,
    headers: {
      ...(reply.automatic && { "Auto-Submitted": "auto-replied" }),
      "X-Auto-Response-Suppress": "All",
      [replyHeader]: envelope.signature,
    },
    text: bodyText(reply, box),
    html: bodyHtml(reply, box),
    textEncoding: "quoted-printable",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Who gets a copy: without those to whom nothing is sent any more. */
export const copies = (reply: ReplyRow): { name: string; address: string }[] => {
  const leftOut = new Set((reply.leftOut ?? []).map(({ address }) => address));
  return copiesOf(reply).flatMap(({ name, address }) => (leftOut.has(address) ? [] : [{ name, address }]));
};

const files = ({ attachments = [] }: ReplyRow, envelope: Envelope) =>
  attachments.map(({ name, type }, at) => ({
    filename: oneLine(name),
    contentType: type,
    contentDisposition: "attachment" as const,
    content: Buffer.from(envelope.files?.[at] ?? new Uint8Array()),
  }));

/** The name or subject as one line: no control character, line or paragraph separator can begin a header (S11). */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+/gu, " ")
    .replace(/ +/g, " ")
    .trim()
    .slice(0, 250);

// Anything that a mail program would make a link of, and what it might take for one.
const address = /[@\uFF20]|:\/\/|\bwww\.|[\p{L}\p{N}]\.\p{L}{2,}/iu;
const dotLookAlike = /[\u2024\u3002\uFF0E\uFF61]/u;
// Six digits and more, whatever stands between them, can be a number to call.
const phoneNumber = /\p{Nd}(?:(?:,|[\p{Z}\p{Pd}\p{Cf}\s.()+/\\_*\u00b7\u2022]{0,5})\p{Nd}){5}/u;

/** Also as a mail program that evens out wide letters and leaves out invisible ones would read it. */
const readings = (words: string): string[] => [words.normalize("NFC"), words.normalize("NFKC").replace(/\p{Cf}/gu, "")];

/**
 * Whether a reply may repeat what the sender wrote in a header. Unless a person has read it, no link, address or phone
 * number: a forged sender would have us carry them to somebody else under our name (P5).
 */
const mayRepeat = ({ automatic }: ReplyRow, words: string): boolean =>
  !automatic ||
  !(
    dotLookAlike.test(words) ||
    readings(words).some((reading) => [address, phoneNumber].some((pattern) => pattern.test(reading)))
  );

const subjectOf = (reply: ReplyRow, { subjectToken }: Envelope): string => {
  const theirs = withoutToken(oneLine(reply.subject));
  const subject = reply.fresh === true ? theirs : replySubject(mayRepeat(reply, theirs) ? theirs : "");
  return subjectToken === undefined ? subject : `${subject} ${subjectToken}`;
};

/** `Re: ` once, whatever prefixes mail programs of other languages have piled up. */
export function replySubject(subject: string): string {
  const bare = oneLine(subject).replace(/^(?:(?:re|aw|antw|sv|vs|odp|ref|r)(?:\[\d+\])?\s*:\s*)+/i, "");
  return bare === "" ? "Re: your message" : `Re: ${bare}`;
}

// RFC 5322 lets References grow without end; mail programs thread by the first and the latest.
const keptReferences = 20;

function threading(reply: ReplyRow): { inReplyTo?: string; references?: string[] } {
  const ids = reply.references.filter((id) => messageIdPattern.test(id));
  const [first, ...rest] = ids;
  const kept = first !== undefined && ids.length > keptReferences ? [first, ...rest.slice(1 - keptReferences)] : ids;
  const inReplyTo =
    reply.inReplyTo !== undefined && messageIdPattern.test(reply.inReplyTo) ? reply.inReplyTo : undefined;
  return {
    ...(inReplyTo !== undefined && { inReplyTo }),
    ...(kept.length > 0 && { references: kept }),
  };
}

const messageIdPattern = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,900}>$/;
