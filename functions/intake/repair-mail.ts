import { isUtf8 } from "node:buffer";
import { withReadableTexts } from "./body-charset.ts";
import { longestParameters } from "./bounds.ts";
import { withKnownWords } from "./charset-names.ts";
import { headerDecoder } from "./header-charset.ts";

// What mail programs and attackers get wrong and postal-mime (rightly) does not guess at. Everything works on `latin1`
// text, where one character is one byte, and only touches headers.

export interface Repaired {
  readonly raw: Uint8Array;
  /** What was wrong, for the log. */
  readonly repairs: readonly string[];
}

/** Puts right what would otherwise lose content. Linear in the size of the email. */
export function repairMail(raw: Uint8Array): Repaired {
  const repairs: string[] = [];
  let mail = toText(raw);
  for (const [name, repair] of steps) {
    const repaired = repair(mail);
    if (repaired === mail) continue;
    mail = repaired;
    repairs.push(name);
  }
  return { raw: repairs.length === 0 ? raw : Buffer.from(mail, "latin1"), repairs };
}

const toText = (raw: Uint8Array): string => Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString("latin1");

const steps: readonly (readonly [name: string, repair: (mail: string) => string])[] = [
  ["line-ends", withLineEnds],
  ["leading-lines", withoutLeadingLines],
  ["junk-in-header", withCleanHeader],
  ["eight-bit-header", withUtf8Headers],
  ["boundary", withBoundary],
  ["type", withType],
  ["words", withKnownWords],
  ["charset", withReadableTexts],
  ["flowed-quote", withSeparateQuotes],
];

/** Files of old Macs end lines with a carriage return alone; some programs write it twice. */
function withLineEnds(mail: string): string {
  const start = mail.slice(0, 4000);
  if (start.includes("\r\r\n")) return mail.replaceAll("\r\r\n", "\r\n");
  return start.includes("\r") && !start.includes("\n") ? mail.replace(/\r(?!\n)/g, "\r\n") : mail;
}

/** Empty lines, a byte order mark and mbox's `From ` line before the first header. */
function withoutLeadingLines(mail: string): string {
  return mail.replace(/^(?:\xef\xbb\xbf|[ \t]*\r?\n|>?From [^\r\n]*\r?\n){1,20}/, "");
}

const headerLine = /^[\x21-\x39\x3b-\x7e]{1,200}[ \t]*:/;

/** Where the header ends: at the first empty line, or at the end of everything. */
function headerEnd(mail: string): number {
  const end = /\r?\n\r?\n/.exec(mail);
  return end === null ? mail.length : end.index;
}

/** A line in the header that is none: dropped when headers go on behind it, else the body begins there without its empty line. */
function withCleanHeader(mail: string): string {
  const end = headerEnd(mail);
  const lines = mail.slice(0, end).split("\n");
  const isPart = (line: string, index: number) => headerLine.test(line) || (index > 0 && /^[ \t]/.test(line));
  const first = lines.findIndex((line, index) => !isPart(line, index));
  if (first < 0) return mail;
  const goesOn = lines
    .slice(first + 1)
    .some((line) => /^(?:from|to|subject|date|message-id|content-type|mime-version|received|return-path):/i.test(line));
  if (goesOn) return lines.filter(isPart).join("\n") + mail.slice(end);
  return `${lines.slice(0, first).join("\n")}\n\n${lines.slice(first).join("\n")}${mail.slice(end)}`.replace(
    /^\n/,
    "X-Switchboard: no header\n\n",
  );
}

/** Raw bytes above 127 in headers, of the email and of its parts, that are not UTF-8. */
function withUtf8Headers(mail: string): string {
  if (isUtf8(Buffer.from(mail, "latin1"))) return mail;
  const decode = headerDecoder(mail);
  let inHeader = true;
  return mail
    .split("\n")
    .map((line) => {
      if (inHeader) {
        if (line.trim() === "") inHeader = false;
        else return utf8Line(line, decode);
      } else if (line.startsWith("--") && line.length > 3) inHeader = true;
      return line;
    })
    .join("\n");
}

function utf8Line(line: string, decode: (bytes: Uint8Array) => string): string {
  const bytes = Buffer.from(line, "latin1");
  return isUtf8(bytes) ? line : Buffer.from(decode(bytes)).toString("latin1");
}

/** A multipart whose boundary is missing, or is not the one in the body: the first line there that looks like one. */
function withBoundary(mail: string): string {
  const end = headerEnd(mail);
  const header = mail.slice(0, end).replace(/\r?\n[ \t]+/g, " ");
  const contentType = /^content-type[ \t]*:[ \t]*(multipart\/[^\r\n]*)/im
    .exec(header)?.[1]
    ?.slice(0, longestParameters);
  if (contentType === undefined) return mail;
  const boundary = /boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(contentType);
  const named = boundary?.[1] ?? boundary?.[2];
  if (named !== undefined && named !== "" && mail.includes(`\n--${named}`, end - 1))
    return flushBoundaries(mail, named);
  const found = /\n--([^\r\n]{1,200}?)[ \t]*\r?\n(?=content-[a-z-]+[ \t]*:)/i.exec(mail.slice(end))?.[1];
  const kind = contentType.replace(/;?\s{0,100}boundary(?:\s*=\s*(?:"[^"]*"?|[^\s;]*))?/i, "").trim();
  // The first of two Content-Type headers is the one that counts.
  if (found !== undefined && !found.includes('"')) return `Content-Type: ${kind}; boundary="${found}"\n${mail}`;
  return /^[ \t\r\n]*(?:--|$)/.test(mail.slice(end)) ? mail : `Content-Type: text/plain; charset=utf-8\n${mail}`;
}

/** `Content-Type: text`, or nothing behind the colon. */
function withType(mail: string): string {
  const end = headerEnd(mail);
  const header = mail.slice(0, end);
  const typed = header.replace(
    /^(content-type[ \t]*:)[ \t]*(?:text)?[ \t]*(?=;|\r?\n(?![ \t])|$(?![\s\S]))/im,
    "$1 text/plain",
  );
  return typed === header ? mail : typed + mail.slice(end);
}

/** Some servers indent a boundary line, which then is none. */
const flushBoundaries = (mail: string, boundary: string): string =>
  mail.includes(` --${boundary}`) ? mail.replaceAll(`\n --${boundary}`, `\n--${boundary}`) : mail;

/** RFC 3676 section 4.5: a flowed line of a quote never runs on into a line of another depth; postal-mime joins them. */
function withSeparateQuotes(mail: string): string {
  if (!/format\s*=\s*"?flowed/i.test(mail)) return mail;
  return mail
    .replace(/^(>[^\r\n]{0,1000}?)(?: +|=20)(\r?\n)(?!>)/gm, "$1$2")
    .replace(/^([^>\r\n][^\r\n]{0,1000}?[^\r\n -])(?: +|=20)(\r?\n)(?=>)/gm, "$1$2");
}
