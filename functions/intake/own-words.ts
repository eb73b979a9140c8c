import EmailReplyParser from "email-reply-parser";
import { plainAdvertisements } from "./advertisements.ts";
import { onOwnLine } from "./announcements.ts";
import { holdLines, letGo } from "./held-lines.ts";
import { cutQuotes } from "./quote-cut.ts";

// The customer's own new words. The reply parser knows how forty mail programs quote; around it stands what it lacks:
// bounds (its patterns are quadratic in a line), quotes that were wrapped, postscripts, and forwards.

/** Characters that are searched for the customer's words: some ten pages. The full text is kept beside them. */
export const longestWords = 20_000;

export interface OwnWords {
  /** Without quotes, signature and what a mail program adds. The whole text when nothing else is left, as in a bare forward. */
  readonly words: string;
  /** True when there was nothing but quotes. */
  readonly onlyQuotes: boolean;
}

export function ownWords(text: string): OwnWords {
  const { shown, held } = holdLines(prepare(text));
  const email = new EmailReplyParser().read(shown);
  const postscripts = email
    .getFragments()
    .filter((fragment) => fragment.isSignature() && !fragment.isQuoted())
    .flatMap((fragment) => fragment.getContent().split(/\n{2,}/))
    .filter((paragraph) => /^\s*p\.?\s?s\.?\s*[:.\-–—]/i.test(paragraph));
  const visible = withoutAnnouncements(email.getVisibleText());
  const own = [visible, ...postscripts].filter((part) => part !== "").join("\n\n");
  const onlyQuotes = own === "" || forwardMark.test(own);
  return { words: letGo(onlyQuotes ? shown : own, held).trim(), onlyQuotes };
}

const forwardMark =
  /^[-\s]*(?:begin forwarded message|forwarded message|weitergeleitete nachricht|message transféré)[-:\s]*$/i;

/** Lines that announce a quote: a rule, or `Thu, 26 Jun 2014 14:00 … <address>:` in any language, on up to three lines. */
const announcements = [
  /^[-_=*—–]{5,}$|^[-_=*—–]{4,}.{0,60}[-_=*—–]{4,}$/,
  /^.{0,80}<[^<>\s]{1,100}@[^<>\s]{1,200}>\s?[:：]$/,
  /^(?=.{0,200}\d{1,2}[:.]\d{2}).{0,200}\b(?:wrote|schrieb|skrev|schreef)\b.{0,80}$/,
  /^.{0,200}\d{1,2}[:.]\d{2}.{0,200}<\s?[^<>\s]+@[^<>\s]+>[^<>]{0,40}[:：]$/,
];
const attribution =
  /^.{0,300}\d.{0,300}\b(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev|napisał)\b.{0,200}:$/;

/** Takes away announcements whose quote is gone or follows; the library leaves them when they are not where it looks. */
function withoutAnnouncements(text: string): string {
  const lines = text.trim().split("\n");
  const firstOwn = attribution.test(lines[0] ?? "")
    ? lines.findIndex((line, index) => index > 0 && !line.startsWith(">"))
    : 0;
  const kept = firstOwn > 1 ? lines.slice(firstOwn) : lines;
  for (let taken = announcing(kept); taken > 0; taken = announcing(kept)) kept.splice(kept.length - taken);
  return kept.join("\n").trim();
}

/** How many of the last lines announce a quote. */
function announcing(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  for (const count of [1, 2, 3]) {
    if ((lines[last + 1 - count] ?? "").trim() === "") return 0;
    const together = lines
      .slice(Math.max(0, last + 1 - count), last + 1)
      .join(" ")
      .trim();
    if (announcements.some((pattern) => pattern.test(together))) return lines.length - Math.max(0, last + 1 - count);
  }
  return 0;
}

function prepare(text: string): string {
  const lines = text
    .slice(0, longestWords * 10)
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .flatMap((line) => (line === "-- " ? [line] : onOwnLine(line.trimEnd().replace(/^ {1,2}(?=>)/, ""))));
  return plainAdvertisements(cutQuotes(unwrapQuotes(shortenQuotes(lines))))
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .slice(0, longestWords);
}

/** A long quoted history says nothing new: its ends are enough to know it for one. */
function shortenQuotes(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let run: string[] = [];
  const endRun = () => {
    kept.push(...(run.length > 8 ? [...run.slice(0, 4), ...run.slice(-4)] : run));
    run = [];
  };
  for (const line of lines) {
    if (line.startsWith(">")) run.push(line);
    else {
      endRun();
      kept.push(line);
    }
  }
  endRun();
  return kept;
}

/** Gives the `>` back to the tail of a quoted line that some mail program has wrapped. */
function unwrapQuotes(lines: readonly string[]): string[] {
  return lines.map((line, index) => {
    const before = lines[index - 1] ?? "";
    const tail = /^[a-z][^>]{0,45}$/.test(line) && before.startsWith(">") && before.length >= 60;
    return tail || isWrappedLink(line, before) ? `> ${line}` : line;
  });
}

/** A link in a quote that was wrapped: on a line of its own in brackets, or the end of one that begins in the quote. */
const isWrappedLink = (line: string, before: string): boolean =>
  before.startsWith(">") &&
  (/^\s*[(<]https?:\/\/[^\s()<>]{1,300}[)>]\s*>?$/.test(line) ||
    (/[(<]https?:\/\/[^\s()<>]{1,300}$/.test(before) && /^[^\s()<>]{1,300}[)>]\.?$/.test(line)));
