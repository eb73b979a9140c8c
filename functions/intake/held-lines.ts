import { tellsOfOthers } from "./announcements.ts";

// What the reply parser would take for a quote, a signature or an advertisement, and is none: such lines, and those too long
// for its patterns, stand aside as short marks while it reads.

const longestLine = 400;

/** The text with short marks for what stands aside, and what that is. */
export function holdLines(text: string): { shown: string; held: string[] } {
  const held: string[] = [];
  const lines = text.split("\n");
  const separates = areSeparators(lines);
  const isHeld = (line: string, next: string, at: number) =>
    pointer.test(line) ||
    (line.length > longestLine && !line.startsWith(">")) ||
    (separates && rule.test(line)) ||
    (closing.test(line) && goesOn(lines.slice(at + 1, at + 60))) ||
    tellsOfOthers(line, next) ||
    (advertises.test(line) && /^\p{L}/u.test(next) && isSentence(next));
  const shown = lines
    .map((line, at) => (isHeld(line, lines[at + 1] ?? "", at) ? `\uE000${held.push(line) - 1}\uE000` : line))
    .map((line) => line.slice(0, longestLine))
    .join("\n");
  return { shown, held };
}

/** Short rules, which the reply parser takes for the begin of a signature. */
const rule = /^(?:-{2,3}|={2,4}|\+{2,4}|_{2,4})$/;

/** What it takes for the end of all words: a closing on a line of its own. */
const closing =
  /^(?:cheers|best wishes|\p{L}{0,20}\s?(?:and )?regards|\p{L}{0,20}\s?cordialement|bien . vous|bonne (?:journ.e|soir.e))[,!！]{0,2}$/iu;

/** Whether sentences follow, up to a quote: a signature has names, numbers and a motto at most. */
const goesOn = (rest: readonly string[]): boolean => {
  const quote = rest.findIndex((line) => line.startsWith(">"));
  const said = (quote < 0 ? rest : rest.slice(0, quote)).filter((line) => !/^\s*p\.?\s?s\b/i.test(line));
  return said.some((line) => /^[^>@/|]{25,}[.!?]$/.test(line) && line.split(/\s+/).length > 5);
};

/** `>>> look here <<<` points at something and quotes nothing. */
const pointer = /^(?:> ?){2,}[^<>]{1,200}<{2,}\s*$/;

/** What the reply parser takes for an advertisement wherever it stands; a sentence behind it says that it is none. */
const advertises = /^(?:sent from|get outlook for|envoyé d|enviado desde|sendt fra|verzonden vanaf|verstuurd vanaf) /i;

const isSentence = (line: string): boolean => line.trim().split(/\s+/).length > 3 && /[.!?]$/.test(line.trim());

/** Rules on several lines, or before a question, part what somebody wrote; a signature comes once and asks nothing. */
function areSeparators(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => rule.test(line));
  if (first < 0) return false;
  const rest = lines.slice(first + 1);
  const parts = lines[first] !== "--" && rest.some((line) => /^[^>@/]{20,300}[.!]$/.test(line) && isSentence(line));
  return parts || rest.some((line) => rule.test(line) || /^[^>:/]{3,300}\?$/.test(line));
}

export const letGo = (text: string, held: readonly string[]): string =>
  text.replace(/\uE000(\d+)\uE000/g, (_, index: string) => held[Number(index)] ?? "");
