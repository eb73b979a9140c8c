// A full stop after one of these ends no sentence.
const abbreviations =
  /(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|nr|vs|etc|approx|incl|e\.g|i\.e|a\.m|p\.m|z\.\s?b|d\.\s?h|u\.\s?a|bzw|ca|evtl|inkl|ggf|usw|str|tel|hr|fr|bestellnr|p\.\s?ej|sr|sra|[a-z])\.$/iu;

// Bounded, so that a row of ten thousand marks costs no more than other text.
const breakAt = /(?:[.!?…]{1,12}["'”“»)\]]{0,4}|[:;]-?[)D(]|\p{Extended_Pictographic})(?=\s)/gu;

/** Longest text that is read sentence by sentence; the rest of a longer one is left out, so that no email costs much (P12). */
export const longestText = 20_000;

/**
 * Splits text into sentences, each a verbatim slice of its paragraph with line breaks as single spaces. Blank lines and
 * list markers end sentences too; hard-wrapped lines do not.
 */
export function sentencesOf(text: string): string[] {
  return paragraphsOf(text.slice(0, longestText)).flatMap(split);
}

/** Paragraphs and list items with line breaks and runs of spaces as single spaces. */
function paragraphsOf(text: string): string[] {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n|\n(?=[ \t]*(?:[-*•–]|\d{1,2}[.)]|[a-h]\))[ \t])/u)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
}

function split(paragraph: string): string[] {
  const text = paragraph.replace(/^(?:[-*•–]|\d{1,2}[.)]|[a-h]\))\s+/u, "");
  const found: string[] = [];
  let start = 0;
  for (const mark of text.matchAll(breakAt)) {
    const end = mark.index + mark[0].length;
    if (!endsHere(text, mark, end, start)) continue;
    found.push(text.slice(start, end).trim());
    start = end;
  }
  found.push(text.slice(start).trim());
  return found.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function endsHere(text: string, mark: RegExpMatchArray, end: number, start: number): boolean {
  if (/[!?]/.test(mark[0])) return true;
  // `:)` and 🙂 end a sentence where a new one begins.
  if (!/[.…]/.test(mark[0])) return /^\s+\p{Lu}/u.test(text.slice(end, end + 3));
  // "3. Oktober", "z. B. eine": a number or an abbreviation before a full stop goes on.
  const before = text.slice(start, end);
  if (mark[0].startsWith(".") && (abbreviations.test(before) || /(?:^|\s)\d{1,2}\.$/.test(before))) return false;
  return mark[0].length > 1 || !/^\s+\p{Ll}/u.test(text.slice(end, end + 3)) || before.length > 60;
}
