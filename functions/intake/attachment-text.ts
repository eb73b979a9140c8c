import { calendarText } from "./calendar-text.ts";
import { reveal } from "./hidden-characters.ts";
import { htmlText } from "./html-text.ts";
import { visibleHtml } from "./html-visible.ts";
import { officeText } from "./office-text.ts";
import { parseMail } from "./parse-mail.ts";
import type { Part } from "./parsed-mail.ts";
import { pdfText } from "./pdf-text.ts";
import { readText } from "./read-text.ts";

// What files say, for people and for understanding. A stranger's words like the email's own, and not even those: what is in
// a file is never taken for what the customer writes (P14).

/** Characters that are kept of a file. */
export const longestFileText = 20_000;
const largestBytes = 5_000_000;
/** Of files that are text as they are. */
const readBytes = 200_000;

type Read = (bytes: Uint8Array) => Promise<string | undefined> | string | undefined;

/** One row per kind of file that can be read without running anything of it. */
const readers: readonly { readonly type: RegExp; readonly read: Read }[] = [
  { type: /^application\/pdf$/, read: (bytes) => pdfText(bytes, longestFileText) },
  { type: /^(?:text\/calendar|application\/ics)\b/, read: (bytes) => calendarText(decoded(bytes)) },
  { type: /^message\/(?:rfc822|global)$/, read: emailText },
  {
    type: /^application\/vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\b/,
    read: (bytes) => officeText(bytes, longestFileText),
  },
  { type: /^text\/html\b/, read: (bytes) => htmlText(visibleHtml(decoded(bytes)).html) },
  { type: /^(?:text\/(?:plain|csv|tab-separated-values|markdown|x-log)|application\/csv)\b/, read: decoded },
];

/** By name, for those that come as bytes of no kind. */
const types: Readonly<Record<string, string>> = {
  ...{
    csv: "text/csv",
    ics: "text/calendar",
    eml: "message/rfc822",
    txt: "text/plain",
    log: "text/plain",
    md: "text/plain",
  },
};

/** The text of a file, at most 20,000 characters, without what nobody sees; undefined for kinds that are not read, and for what cannot be. */
export async function attachmentText(
  { name, bytes }: Pick<Part, "name" | "bytes">,
  type: string,
): Promise<string | undefined> {
  if (bytes.byteLength === 0 || bytes.byteLength > largestBytes) return undefined;
  const ending = /\.([a-z]{2,4})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const kind = type === "application/octet-stream" ? (types[ending] ?? type) : type.toLowerCase();
  const reader = readers.find(({ type: pattern }) => pattern.test(kind));
  if (reader === undefined) return undefined;
  try {
    const text = reveal(((await reader.read(bytes)) ?? "").slice(0, 2 * longestFileText)).text;
    const plain = text
      .replace(/\r\n?/g, "\n")
      .replace(/[^\P{Cc}\n\t]+/gu, " ")
      .trim();
    return plain === "" ? undefined : plain.slice(0, longestFileText);
  } catch {
    // Locked, broken or too slow: the file stays a file, which a person opens.
    return undefined;
  }
}

async function emailText(bytes: Uint8Array): Promise<string> {
  const mail = await parseMail(bytes);
  const from = mail.from.map(({ name, address }) => `${name} <${address}>`.trim()).join(", ");
  return `From: ${from}\nSubject: ${mail.subject}\n\n${readText(mail).text}`;
}

/** As UTF-8 or UTF-16 where the bytes are that, else as Windows has it. */
function decoded(bytes: Uint8Array): string {
  const start = bytes.subarray(0, readBytes);
  const [first, second] = start;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(start);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(start);
  const text = new TextDecoder("utf-8").decode(start);
  // Where the file was cut, the last letter may be in two.
  const whole = start.length < bytes.length ? text.slice(0, -3) : text;
  return whole.includes("\ufffd") ? new TextDecoder("windows-1252").decode(start) : text;
}
