import { announcedIn, introducesQuote, longestAnnouncement, unmarked } from "./announcements.ts";
import { dashedAnnouncement, forwardedMark, type LabelKind, labels, originalMark, replyAbove } from "./quote-words.ts";

// Quotes announced in languages and ways that the reply parser does not know. Only what is certain is cut: an announcement
// names a time and an address, or stands before `>` lines; a block of header lines names a sender and a subject.

/** The lines without announcements, and without what follows an announcement that marks nothing with `>`. */
export function cutQuotes(lines: readonly string[]): string[] {
  const kept: string[] = [];
  const quoteMarks = restQuoted(lines);
  let before = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const begins = lineKind(lines, at, quoteMarks[at + 1] === true);
    if (begins === undefined) {
      kept.push(line);
      before ||= line.trim() !== "";
    } else if (begins.kind === "announced" && quoteMarks[at + begins.length] === true) {
      at += begins.length - 1;
      if (before) kept.push("");
      else at = endOfQuote(lines, at + 1) - 1;
    } else if (before) break;
    else kept.push(line);
  }
  return kept;
}

/** For each line, whether the next one that is not empty is marked with `>`. */
function restQuoted(lines: readonly string[]): boolean[] {
  const marks: boolean[] = [];
  let next = false;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = (lines[at] ?? "").trimStart();
    if (line !== "") next = line.startsWith(">");
    marks[at] = next;
  }
  return marks;
}

function endOfQuote(lines: readonly string[], start: number): number {
  let at = start;
  while (at < lines.length && /^\s*(?:>|$)/.test(lines[at] ?? "")) at++;
  return at;
}

interface Beginning {
  readonly kind: "announced" | "rest";
  /** Lines that it takes itself. */
  readonly length: number;
}

function lineKind(lines: readonly string[], at: number, beforeQuote: boolean): Beginning | undefined {
  const line = lines[at] ?? "";
  if (line.length > longestAnnouncement || line.trim() === "") return undefined;
  if (betweenArrows.test(line) && !(lines[at - 1] ?? "").startsWith(">")) return { kind: "announced", length: 1 };
  if (line.startsWith(">")) return undefined;
  if (originalMark.test(line)) return originalOf(lines, at);
  if (restBegins.some((begins) => begins(lines, at))) return { kind: "rest", length: 1 };
  if (isRuleOverSender(lines, at)) return { kind: "announced", length: 2 };
  const length = announcedIn(lines, at);
  // What begins a line or two later has only been joined to the line before: `Hi,` and `On Monday … wrote:`.
  const later = [1, 2].some((skip) => skip < length && announcedIn(lines, at + skip) > 0);
  if (length > 0 && !later) return { kind: "announced", length };
  return beforeQuote && introducesQuote(line) ? { kind: "announced", length: 1 } : undefined;
}

/** What Notes leaves of a picture that unfolds the header: `Shop ---11/02/2026 10:00:00 AM---Shall we send it?` */
const notesLine = /^\S.{0,80}? ?---?\d{1,2}[./-]\d{1,2}[./-]\d{4} \d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?---/;

/** `From: shop@shop.example Date: Thu, 24 Mar 2016 08:07:12 -0700`, where HTML had no line end. */
const oneLineHeader =
  /^[*_\s]{0,4}from[*_\s]{0,3}:\s.{0,120}@.{1,120}\s[*_]{0,2}(?:date|sent)[*_\s]{0,3}:\s.{3,60}\d{1,2}:\d{2}/i;

const lineMatching =
  (pattern: RegExp) =>
  (lines: readonly string[], at: number): boolean =>
    pattern.test((lines[at] ?? "").trim());

/** Ways in which all that follows a line is the email before. */
const restBegins: readonly ((lines: readonly string[], at: number) => boolean)[] = [
  lineMatching(dashedAnnouncement),
  lineMatching(notesLine),
  lineMatching(replyAbove),
  lineMatching(oneLineHeader),
  isHeaderBlock,
  isNotesBlock,
  isDateBlock,
  isRecipientFirst,
  (lines, at) => lineMatching(forwardedMark)(lines, at) && [1, 2].some((skip) => isHeaderBlock(lines, at + skip)),
];

/** A mark over an announcement (Proton's) is part of it. */
function originalOf(lines: readonly string[], at: number): Beginning {
  const announced = announcedIn(lines, at + 1);
  return announced > 0 ? { kind: "announced", length: announced + 1 } : { kind: "rest", length: 1 };
}

/** GroupWise: `>>> Shop <support@shop.example> 11/2/2026 10:00 AM >>>` over a quote that nothing marks. */
const betweenArrows = /^>{3} ?[^>].{3,160}\d{1,2}[:.]\d{2}.{0,14}>{3}$/;

const labelLine = /^[*_\s|]{0,4}([^:：*_|]{1,25}?)[*_\s]{0,3}[:：][*_\s|]{0,3}(.*)$/u;

function labelOf(line: string): { kind: LabelKind; value: string } | undefined {
  const [, label, value] = labelLine.exec(unmarked(line)) ?? [];
  const kind = labels.get((label ?? "").trim().toLowerCase());
  return kind === undefined ? undefined : { kind, value: value ?? "" };
}

/** Three kinds of header lines, a sender's among them, of which two more could not have come together by chance. */
const isWholeHeader = (seen: ReadonlySet<LabelKind>, addressed: boolean): boolean =>
  seen.has("from") &&
  seen.size > 2 &&
  [seen.has("subject"), seen.has("sent"), addressed].filter((sign) => sign).length > 1;

/** Header lines of the email before: a sender and a subject, or a sender with an address and a date. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  const first = labelOf(lines[at] ?? "");
  if (first === undefined) return false;
  const seen = new Set<LabelKind>();
  let addressed = false;
  let empty = 0;
  for (const line of lines.slice(at, at + 14)) {
    const found = labelOf(line);
    if (found !== undefined) {
      seen.add(found.kind);
      addressed ||= found.kind === "from" && found.value.includes("@");
    }
    // Programs that make text of HTML put an empty line behind each; a run of two ends the block.
    empty = line.trim() === "" ? empty + 1 : 0;
    if (empty > 1 || (found === undefined && line.trim() !== "" && !/^\s|[;,@]/.test(line))) break;
  }
  return isWholeHeader(seen, addressed);
}

/** Yandex: whom it was to and its subject, above the announcement. */
function isRecipientFirst(lines: readonly string[], at: number): boolean {
  const below = [0, 1, 2].map((skip) => labelOf(lines[at + skip] ?? "")?.kind);
  const labelled = below.findIndex((kind) => kind !== "to" && kind !== "subject");
  return below[0] === "to" && labelled > 1 && announcedIn(lines, at + labelled) > 0;
}

/** A date as email headers have it, and an address it was sent to: all that some phones leave of a header. */
function isDateBlock(lines: readonly string[], at: number): boolean {
  const [date, to] = [labelOf(lines[at] ?? ""), labelOf(lines[at + 1] ?? "")];
  return (
    date?.kind === "sent" &&
    to?.kind === "to" &&
    /\d{1,2} \p{L}{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}/u.test(date.value) &&
    to.value.includes("@")
  );
}

/** A rule and a sender's address, with the quote marked below. */
function isRuleOverSender(lines: readonly string[], at: number): boolean {
  const sender = labelOf(lines[at + 1] ?? "");
  return (
    /^[-_=]{5,}$/.test(lines[at] ?? "") &&
    sender?.kind === "from" &&
    sender.value.includes("@") &&
    (lines.slice(at + 2, at + 6).find((line) => line.trim() !== "") ?? "").startsWith(">")
  );
}

const ownLine = (line: string | undefined, kind: LabelKind): boolean =>
  labels.get((line ?? "").trim().toLowerCase()) === kind;

/** Lotus Notes: a name and a date, then labels that stand on lines of their own, without colons. */
function isNotesBlock(lines: readonly string[], at: number): boolean {
  if (!/<[^<>\s]+@[^<>\s]+>$|^[^/]{1,60}\/[\w/@ ]{2,60}$/.test((lines[at] ?? "").trim())) return false;
  if (!/^\s*\d.{4,30}\d{1,2}[:.]\d{2}.{0,10}$/.test(lines[at + 1] ?? "")) return false;
  const block = lines.slice(at + 2, at + 14);
  return block.some((line) => ownLine(line, "to")) && block.some((line) => ownLine(line, "subject"));
}
