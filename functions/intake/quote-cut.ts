import { type LabelKind, labels, originalMark, replyAbove, saysWrote } from "./quote-words.ts";

// Quotes announced in languages and ways that the reply parser does not know. Only what is certain is cut: an announcement
// names a time and an address, or stands before `>` lines; a block of header lines names a sender and a subject.

/** The lines without announcements, and without what follows an announcement that marks nothing with `>`. */
export function cutQuotes(lines: readonly string[]): string[] {
  const kept: string[] = [];
  const quoteMarks = restQuoted(lines);
  let before = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const begins = lineKind(lines, at);
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

function lineKind(lines: readonly string[], at: number): Beginning | undefined {
  const line = lines[at] ?? "";
  if (line.length > longestAnnouncement || line.trim() === "" || line.startsWith(">")) return undefined;
  if (originalMark.test(line)) return originalOf(lines, at);
  if (replyAbove.test(line) || isHeaderBlock(lines, at)) return { kind: "rest", length: 1 };
  const length = announcedIn(lines, at);
  // What begins a line or two later has only been joined to the line before: `Hi,` and `On Monday … wrote:`.
  const later = [1, 2].some((skip) => skip < length && announcedIn(lines, at + skip) > 0);
  return length === 0 || later ? undefined : { kind: "announced", length };
}

/** A mark over an announcement (Proton's) is part of it. */
function originalOf(lines: readonly string[], at: number): Beginning {
  const announced = announcedIn(lines, at + 1);
  return announced > 0 ? { kind: "announced", length: announced + 1 } : { kind: "rest", length: 1 };
}

/** How many lines from here, up to three, announce a quote together. */
function announcedIn(lines: readonly string[], at: number): number {
  for (const length of [1, 2, 3]) {
    const last = unmarked(lines[at + length - 1] ?? "");
    if (last === "" || last.startsWith(">")) return 0;
    if (!/[:：]$/.test(last)) continue;
    const together = unmarked(lines.slice(at, at + length).join(" "));
    return isAnnouncement(together) || isLooseAnnouncement(together) ? length : 0;
  }
  return 0;
}

const longestAnnouncement = 300;

/** Without the marks that turn the direction of reading and stand around Hebrew and Arabic announcements. */
const unmarked = (line: string): string => line.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();

const timeOfDay = /\d{1,2}[:.]\d{2}/;
const someDate =
  /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}|\b(?:19|20)\d\d\b|\d{4}年|\d{1,2}\. ?\d{1,2}\. ?\d{2,4}/;
const someAddress = /[<(]\s?(?:mailto:)?[^<>()\s@]{1,100}@[^<>()\s@]{1,200}\s?[>)]/;

/** Names a day, a time and an address, and ends in a colon, as no sentence of a customer does. */
const isAnnouncement = (line: string): boolean =>
  line.length <= longestAnnouncement && timeOfDay.test(line) && someDate.test(line) && someAddress.test(line);

/** Without an address: begins with the date, ends with a verb of writing. */
const isLooseAnnouncement = (line: string): boolean =>
  line.length <= longestAnnouncement &&
  (timeOfDay.test(line) || someAddress.test(line)) &&
  someDate.test(line) &&
  /^\S{0,12}(?:\s\S{1,14}){0,2}\s?\d/.test(line) &&
  saysWrote.test(line.replace(/\s*[:：]$/, ""));

const labelLine = /^[*_\s|]{0,4}([^:：*_|]{1,25}?)[*_\s]{0,3}[:：][*_\s|]{0,3}(.*)$/u;

function labelOf(line: string): { kind: LabelKind; value: string } | undefined {
  const [, label, value] = labelLine.exec(unmarked(line)) ?? [];
  const kind = labels.get((label ?? "").trim().toLowerCase());
  return kind === undefined ? undefined : { kind, value: value ?? "" };
}

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
  return seen.has("from") && seen.size > 2 && (seen.has("subject") || (addressed && seen.has("sent")));
}
