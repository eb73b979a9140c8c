import { replyHeader, signedReply } from "../platform/signed-addresses.ts";
import type { SigningKeys } from "../platform/signing.ts";
import { type DeliveryReport, deliveryReport } from "./delivery-report.ts";
import { parseMail } from "./parse-mail.ts";
import { headerValues, type ParsedMail } from "./parsed-mail.ts";
import { partTypes } from "./part-types.ts";
import { type ReadText, readText } from "./read-text.ts";
import { type Classified, classify } from "./sender-class.ts";

export interface Surroundings {
  /** MAIL FROM as our own receiver saw it; undefined when nobody can say. */
  readonly envelopeSender: string | undefined;
  readonly isOwn: (address: string) => boolean;
  readonly keys: SigningKeys;
}

/** Everything that the bytes of an email alone say. */
export interface Dissected {
  readonly mail: ParsedMail;
  readonly read: ReadText;
  readonly classified: Classified;
  readonly report: DeliveryReport | undefined;
}

/** From bytes to what they say; never throws, whatever the bytes. */
export async function dissect(raw: Uint8Array, { envelopeSender, isOwn, keys }: Surroundings): Promise<Dissected> {
  const mail = await parseMail(raw);
  const report = deliveryReport(mail);
  const read = readText(mail);
  const classified = classify({
    mail,
    isOwn,
    envelopeSender: envelopeSender ?? mail.from[0]?.address ?? "unknown",
    types: partTypes(mail),
    isOurs: isOurs(mail, isOwn, keys),
    reportsFailure: report?.recipients.some(({ action }) => action === "failed" || action === "delayed") === true,
    onlyQuotes: read.onlyQuotes,
    words: read.onlyQuotes ? "" : read.words,
  });
  return { mail, read, classified, report };
}

/** L8: our signed header, or a Message-ID under our own domain. */
const isOurs = (mail: ParsedMail, isOwn: Surroundings["isOwn"], keys: SigningKeys): boolean =>
  headerValues(mail, replyHeader.toLowerCase()).some((value) => signedReply(value, keys) !== undefined) ||
  isOwn(`anybody@${(mail.messageId ?? "").replace(/^.*@|>$/g, "")}`);
