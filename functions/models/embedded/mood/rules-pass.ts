import { sentencesOf } from "../../text/sentences.ts";
import { fold } from "../../text/words.ts";
import { bitterCues, bitterPraise } from "./bitter-cues.ts";
import { cues, sarcasm } from "./cues.ts";
import { angrySigns } from "./signs.ts";

export interface RulesReading {
  /** -1 to 1; 0 when no rule speaks. */
  readonly score: number;
  readonly signals: readonly string[];
}

const shouting = -0.3;
// Joy writes `!!!` too: alone it says only that somebody is stirred.
const stirred = -0.12;
const sarcastic = -0.7;
const drawnOrDisguised = -0.9;

/** Second pass: signs that are not words. It knows nothing of the lexicon, so that the two can disagree. */
export function rulesPass(subject: string, words: string): RulesReading {
  const text = `${subject}\n\n${words}`;
  const folded = sentencesOf(text)
    .map((sentence) => fold(sentence))
    .join("\n");
  const found = new Map<string, number>();
  for (const { pattern, weight, signal } of [...cues, ...bitterCues])
    if (pattern.test(folded)) found.set(signal, weight);
  if (isSarcastic(folded)) found.set("praise that is meant bitterly", sarcastic);
  if (angrySigns(text).length > 0) found.set("anger drawn or disguised", drawnOrDisguised);
  // Nobody thanks and fumes at once: beside a grievance, thanks are manners.
  const weights = [...found.values()];
  const grieved = weights.filter((weight) => weight < 0);
  const sum = grieved.length > 0 ? grieved.reduce((a, b) => a + b, 0) : weights.reduce((a, b) => a + b, 0);
  const loud = shouts(subject, words);
  if (loud !== undefined) found.set(loud.signal, loud.weight);
  const total = loud !== undefined && sum <= 0 ? sum + loud.weight : sum;
  return {
    score: total / Math.sqrt(total * total + 0.35),
    signals: [...found].filter(([, weight]) => grieved.length === 0 || weight < 0).map(([signal]) => signal),
  };
}

/** Praise and a mishap in the same or in neighbouring sentences. */
function isSarcastic(folded: string): boolean {
  const sentences = folded.split("\n");
  if (bitterPraise.praise.test(folded) && bitterPraise.wrong.test(folded)) return true;
  return sentences.some(
    (sentence, at) =>
      sarcasm.praise.test(sentence) &&
      (sarcasm.wrong.test(sentence) || (sentence.length < 40 && sarcasm.wrong.test(sentences[at + 1] ?? ""))),
  );
}

/** Several words in capitals, or marks in rows. Codes (`FW-10223`, `VAT`, `PDF`) are no shouting. */
function shouts(subject: string, words: string): { signal: string; weight: number } | undefined {
  const capitals = (text: string) => (text.match(/(?<![\p{L}\p{N}-])\p{Lu}{3,}(?![\p{L}\p{N}-])/gu) ?? []).length;
  const inSubject = subject.trim().split(/\s+/).length;
  if (capitals(words) >= 4 || (inSubject >= 2 && capitals(subject) >= Math.max(2, inSubject * 0.5)))
    return { signal: "writes in capitals", weight: shouting };
  if (/\?{3,}|\?!|!\?/.test(`${subject} ${words}`)) return { signal: "question marks in rows", weight: shouting };
  return /!{3,}|(?:!\s){3,}/.test(words) || /!{2,}/.test(subject)
    ? { signal: "exclamation marks in rows", weight: stirred }
    : undefined;
}
