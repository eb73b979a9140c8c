import type { Mailbox } from "../contracts/email.ts";

export interface Header {
  /** Lower case. */
  readonly key: string;
  readonly value: string;
}

export interface Part {
  readonly name: string;
  /** As the sender claims it. */
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly contentId?: string;
}

/** An email taken apart, before anything is concluded from it. */
export interface ParsedMail {
  readonly headers: readonly Header[];
  readonly from: readonly Mailbox[];
  /** Whether an address in From reads otherwise than it stands there: what was proven is another domain than the one shown. */
  readonly foldedFrom: boolean;
  readonly sender: readonly Mailbox[];
  readonly replyTo: readonly Mailbox[];
  readonly to: readonly Mailbox[];
  readonly subject: string;
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly parts: readonly Part[];
  readonly messageId: string | undefined;
  readonly inReplyTo: readonly string[];
  /** Oldest first. */
  readonly references: readonly string[];
  /** Reason codes for what could not be read or is not as it should be. */
  readonly problems: readonly string[];
}

/** All values of a header, in order. */
export const headerValues = (mail: Pick<ParsedMail, "headers">, key: string): string[] =>
  mail.headers.filter((header) => header.key === key).map((header) => header.value);

export const headerValue = (mail: Pick<ParsedMail, "headers">, key: string): string | undefined =>
  headerValues(mail, key)[0];

/** Characters of a header value in which signs of machines are looked for. */
export const longestValue = 1024;

/** `multipart/report; report-type=…` → `multipart/report`: no parameters, no comments, lower case. */
export const token = (value: string): string =>
  value
    .slice(0, longestValue)
    .replace(/\([^()]*\)/g, " ")
    .split(";", 1)
    .join("")
    .trim()
    .toLowerCase();
