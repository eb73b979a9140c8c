import PostalMime, { addressParser, decodeWords, type Email as PostalEmail } from "postal-mime";
import type { Mailbox } from "../contracts/email.ts";
import { comparable, isPlainAddress } from "../platform/addresses.ts";
import { bounded } from "./bounds.ts";
import { openWrappers } from "./open-wrappers.ts";
import { type Header, headerValues, type ParsedMail, type Part } from "./parsed-mail.ts";
import { repairMail } from "./repair-mail.ts";

// SES takes 40 MB; anything above came some other way.
const mostBytes = 45_000_000;
const mostParts = 300;
// Some microseconds each: 40 MB of base64 are half a million lines, 40 MB of line ends would take minutes.
const mostLines = 750_000;
// Lines of a person; those of files are longer. The parser takes ten times as long for an empty line as for one of base64.
const mostShortLines = 100_000;
const shortLine = 40;
const limits = {
  forceRfc822Attachments: true,
  // Honest emails nest five or six deep; ten lists' worth of forwarding stays below 100.
  maxNestingDepth: 100,
  maxHeadersSize: 1_000_000,
} as const;

/** Takes an email apart. Never throws: what cannot be read leaves `unreadable-part` among the problems, and the headers still count. */
export const parseMail = (raw: Uint8Array): Promise<ParsedMail> => parseWithin(raw, 0);

// An email in a signature in an email: more than two is nobody's.
const mostWrappers = 2;

async function parseWithin(raw: Uint8Array, wrappers: number): Promise<ParsedMail> {
  if (raw.byteLength === 0 || raw.byteLength > mostBytes || hasTooManyLines(raw)) return headersOnly(raw);
  const { raw: repaired } = repairMail(raw);
  // What had no line ends may have got them.
  if (repaired !== raw && hasTooManyLines(repaired)) return headersOnly(repaired);
  try {
    const mail = await PostalMime.parse(repaired, limits);
    const parsed = bounded(whole(mail, repaired));
    if (wrappers >= mostWrappers) return parsed;
    const text = Buffer.from(repaired.buffer, repaired.byteOffset, repaired.byteLength).toString("latin1");
    const opened = await openWrappers(parsed, text, (inner) => parseWithin(inner, wrappers + 1));
    return { ...parsed, ...opened, parts: opened.parts.slice(0, mostParts) };
  } catch {
    return headersOnly(repaired);
  }
}

function hasTooManyLines(raw: Uint8Array): boolean {
  let [lines, short, from] = [0, 0, 0];
  for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, from)) {
    lines++;
    if (at - from < shortLine) short++;
    if (lines > mostLines || short > mostShortLines) return true;
    from = at + 1;
  }
  return false;
}

const mostHeaderBytes = 200_000;

/** What is left of an email that is nested too deep, too large or empty: its first header block, nothing of its body. */
async function headersOnly(raw: Uint8Array): Promise<ParsedMail> {
  const start = Buffer.from(raw.subarray(0, mostHeaderBytes)).toString("latin1");
  const header = start.split(/\r?\n\r?\n/, 1).join("");
  try {
    const mail = await PostalMime.parse(Buffer.from(`${header}\r\n\r\n`, "latin1"), limits);
    return { ...fromPostal(mail), text: undefined, html: undefined, parts: [], problems: ["unreadable-part"] };
  } catch {
    return nothing;
  }
}

const nothing: ParsedMail = {
  ...{
    headers: [],
    from: [],
    foldedFrom: false,
    sender: [],
    replyTo: [],
    to: [],
    subject: "",
    text: undefined,
    html: undefined,
    parts: [],
  },
  ...{ messageId: undefined, inReplyTo: [], references: [], problems: ["unreadable-part"] },
};

function whole(mail: PostalEmail, raw: Uint8Array): ParsedMail {
  const parsed = fromPostal(mail);
  const problems: string[] = [];
  if (parsed.parts.length > mostParts) problems.push("unreadable-part");
  const parts = parsed.parts.slice(0, mostParts);
  const empty = !hasText(parsed.text) && !hasText(parsed.html) && parts.length === 0;
  if (!empty) return { ...parsed, parts, problems };
  // A body in which no part was found, e.g. multipart without a single boundary, is still readable as it stands.
  const body = bodyText(raw);
  return body === "" ? { ...parsed, parts, problems } : { ...parsed, text: body, parts, problems: ["unreadable-part"] };
}

const hasText = (text: string | undefined): boolean => text !== undefined && text.trim() !== "";

function bodyText(raw: Uint8Array): string {
  const text = Buffer.from(raw).toString("utf8");
  const end = /\r?\n\r?\n/.exec(text);
  return end === null ? "" : text.slice(end.index + end[0].length, 100_000).trim();
}

function fromPostal(mail: PostalEmail): ParsedMail {
  const headers: Header[] = mail.headers.map(({ key, value }) => ({ key, value }));
  const first = (key: string) => headerValues({ headers }, key)[0];
  return {
    headers,
    from: mailboxesOf(headers, "from"),
    foldedFrom: addressesIn(headers, "from").some(({ address }) => !isPlainAddress(address ?? "")),
    sender: mailboxesOf(headers, "sender"),
    replyTo: mailboxesOf(headers, "reply-to"),
    to: mailboxesOf(headers, "to"),
    subject: tidy(decodeWords(first("subject") ?? "")),
    text: mail.text,
    html: mail.html,
    parts: mail.attachments.map(partOf),
    messageId: messageIds(first("message-id"))[0],
    inReplyTo: messageIds(headerValues({ headers }, "in-reply-to").join(" ")),
    references: messageIds(headerValues({ headers }, "references").join(" ")),
    problems: [],
  };
}

const tidy = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .trim()
    .slice(0, 1000);

// More is no address list of a person's email but an attempt to keep us busy.
const longestList = 100_000;

const addressesIn = (headers: readonly Header[], key: string) =>
  headerValues({ headers }, key).flatMap((value) => addressParser(value.slice(0, longestList), { flatten: true }));

/** `Smith, Anna <anna@x.example>`, whose name should have stood in quotes, is one sender. */
function withWholeNames(found: ReturnType<typeof addressesIn>): { name: string; address: string }[] {
  const whole: { name: string; address: string }[] = [];
  for (const { name, address } of found) {
    const before = whole.at(-1);
    if (before?.address === "" && name !== "" && address !== undefined && address !== "")
      whole[whole.length - 1] = { name: `${before.name}, ${name}`, address };
    else whole.push({ name, address: address ?? "" });
  }
  return whole;
}

function mailboxesOf(headers: readonly Header[], key: string): Mailbox[] {
  return withWholeNames(addressesIn(headers, key))
    .map(({ name, address }) => ({
      name: tidy(name).slice(0, 300),
      address: comparable(address) ?? tidy(address),
    }))
    .filter(({ name, address }) => name !== "" || address !== "");
}

function partOf(attachment: PostalEmail["attachments"][number]): Part {
  const { content, contentId } = attachment;
  return {
    name: attachment.filename ?? "",
    type: attachment.mimeType,
    bytes: typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
    ...(contentId !== undefined && { contentId: contentId.replace(/^<|>$/g, "") }),
  };
}

// Far more than any real thread has; beyond it the oldest are of no use.
const mostReferences = 100;

/** Message-IDs of a header, each with its `<>`; a bare id without brackets is taken as one. Linear in the header's length (T8). */
export function messageIds(value: string | undefined): string[] {
  if (value === undefined) return [];
  const bracketed = value.match(/<[^<>\s]{1,990}>/g);
  if (bracketed !== null) return bracketed.slice(-mostReferences);
  return value
    .split(/\s+/)
    .filter((word) => word.includes("@") && word.length < 990)
    .slice(-mostReferences)
    .map((word) => `<${word}>`);
}
