import { saysWrote } from "./quote-words.ts";

// Lines in which mail programs announce what they quote.

/** How many lines from here, up to three, announce a quote together. */
export function announcedIn(lines: readonly string[], at: number): number {
  for (const length of [1, 2, 3]) {
    const last = unmarked(lines[at + length - 1] ?? "");
    if (last === "" || last.startsWith(">")) return 0;
    if (!/[:：]$/.test(last)) continue;
    const together = unmarked(lines.slice(at, at + length).join(" "));
    return isAnnouncement(together) || isLooseAnnouncement(together) ? length : 0;
  }
  return 0;
}

export const longestAnnouncement = 300;

/** Without the marks that turn the direction of reading and stand around Hebrew and Arabic announcements. */
export const unmarked = (line: string): string =>
  line
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    // Arabic and Persian digits.
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .trim();

const timeOfDay = /\d{1,2}[:.]\d{2}/;
const someDate =
  /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b\d{4}[./-]\d{1,2}[./-]\d{1,2}|\b(?:19|20|25)\d\d\b|\d{4}年|\d{1,2}\. ?\d{1,2}\. ?\d{2,4}/;
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
  (saysWrote.test(withoutColon(line)) || bareAddress.test(line));

const withoutColon = (line: string): string => line.replace(/\s*[:：]$/, "");

/** `… by support@shop.example:` */
const bareAddress = /\s(?:by|von|par|da|de|door|van|od|от|av|af)\s+[^\s<>@]{1,100}@[^\s<>@:]{1,200}\s?:$/i;

/** Words with which a person announces what they quote themselves: theirs to keep. */
const ownVoice = /\b(?:you|your|i|we|he|she|they|it|sie|du|ihr|ich|wir|vous|tu|je|nous|usted|yo|lei|voi|u|jij)\b/i;

/** Whether a line right before `>` lines announces them: looser than elsewhere, for there it can be nothing else. */
export function introducesQuote(line: string): boolean {
  const said = unmarked(line);
  if (said.length > longestAnnouncement) return false;
  const dated = someDate.test(said);
  if (dated && /[>)]$/.test(said) && someAddress.test(said)) return true;
  if (dated && timeOfDay.test(said) && /^"?[^"@]{1,80}"? <?[^\s<>@]+@[^\s<>@]+>? [-–] /.test(said)) return true;
  if (!/[:：]$/.test(said)) return false;
  const wrote = saysWrote.test(withoutColon(said));
  if (dated && (wrote || timeOfDay.test(said))) return true;
  return wrote && (someAddress.test(said) || (said.split(/\s+/).length < 6 && !ownVoice.test(said)));
}

/** A person's own `On Monday you wrote:`, without a time or an address as programs write them, and no quote below. */
export const tellsOfOthers = (line: string, next: string): boolean =>
  line.length <= longestAnnouncement &&
  saysWrote.test(withoutColon(line.trim())) &&
  ownVoice.test(line) &&
  !timeOfDay.test(line) &&
  !someAddress.test(line) &&
  !next.startsWith(">");

const starters = "On|Am|Le|El|Il|Em|Op|Den|Dnia|På|No dia|Na|Dne|W dniu|Vào|Pada|Em";
// Old programs put dashes before it, without a space.
const startsLate = new RegExp(
  `^(.{0,200}?[^\\s-])(?:\\s+|\\s?-{2,6}\\s?)((?:${starters})\\s.{0,12}\\d.{8,250}[:：])$`,
  "u",
);

/** An announcement that follows the words on their line, on a line of its own. */
export const onOwnLine = (line: string): string[] => {
  if (line.length > longestAnnouncement || line.startsWith(">")) return [line];
  const [, words, announced] = startsLate.exec(line) ?? [];
  return words === undefined ||
    announced === undefined ||
    !(isAnnouncement(announced) || isLooseAnnouncement(announced))
    ? [line]
    : [words, "", announced];
};
