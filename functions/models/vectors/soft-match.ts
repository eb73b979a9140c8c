import { isLightWord, isStopWord } from "../text/stop-words.ts";
import { coversAnyItem, synonymsOf, wholesOf } from "../text/synonyms.ts";
import { tokensOf } from "../text/terms.ts";
import { stem } from "../text/words.ts";
import { similarity, wordVector } from "./word-vectors.ts";

/** A word that says something, with what it means and how much it counts. */
export interface Meant {
  readonly word: string;
  readonly stem: string;
  readonly vector: Float32Array | undefined;
  /** 0 to 1: rare words count most, small change hardly. */
  readonly weight: number;
  readonly light: boolean;
  /** Its vector is the word's own, not one of its pieces. */
  readonly sure: boolean;
  readonly synonyms: ReadonlySet<string>;
  /** What it is a part of. */
  readonly wholes: readonly string[];
}

const lightShare = 0.3;
const numberWeight = 0.4;
// A word that even its pieces say nothing of is a name or a model: nobody may pass over it.
const unknownWeight = 1;

/** The words of a text that say something, each once. */
export function meantWords(text: string, language: string): readonly Meant[] {
  const found = new Map<string, Meant>();
  for (const word of tokensOf(text, language)) {
    const base = stem(word, language);
    if (found.has(base) || base.length < 2 || isStopWord(word, language) || isStopWord(base, language)) continue;
    found.set(base, meant(word, base, language));
  }
  return [...found.values()];
}

// The same few hundred words are met again and again.
const mostKept = 4000;
const kept = new Map<string, Meant>();

function meant(word: string, base: string, language: string): Meant {
  const key = `${language} ${word}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (kept.size >= mostKept) kept.clear();
  const made = {
    ...valued(word, base, language),
    synonyms: new Set(synonymsOf(base, language)),
    wholes: wholesOf(base, language),
  };
  kept.set(key, made);
  return made;
}

function valued(word: string, base: string, language: string): Omit<Meant, "synonyms" | "wholes"> {
  if (/^\d/.test(word)) return { word, stem: base, vector: undefined, weight: numberWeight, light: true, sure: false };
  const known = wordVector(word, language);
  const light = isLightWord(base, language);
  const weight = (known?.weight ?? unknownWeight) * (light ? lightShare : 1);
  return { word, stem: base, vector: known?.vector, weight, light, sure: known?.whole === true };
}

const bySynonym = 0.9;
const byWhole = 0.85;
const byBeginning = 0.8;
const shortestBeginning = 5;

/** How far one word says what another says, 0 to 1: the same stem, a listed synonym, or as near as their vectors lie. */
export function matched(asked: Meant, said: Meant, language: string): number {
  if (asked.stem === said.stem) return 1;
  if (asked.synonyms.has(said.stem)) return bySynonym;
  if (language === "de" && beginsAlike(asked.stem, said.stem)) return byBeginning;
  if (asked.vector === undefined || said.vector === undefined) return 0;
  return Math.max(0, similarity(asked.vector, said.vector));
}

const beginsAlike = (one: string, other: string): boolean =>
  one.length >= shortestBeginning &&
  other.length >= shortestBeginning &&
  one !== "zuruck" &&
  other !== "zuruck" &&
  (one.startsWith(other) || other.startsWith(one));

/** How well the text says each word: its best match, what it is a part of (Bologna, the EU), or any item where it is one. */
export function covered(asked: Meant, said: readonly Meant[], text: string, language: string): number {
  if (coversAnyItem(asked.stem, text, language)) return bySynonym;
  let best = 0;
  for (const one of said) {
    const match = asked.wholes.includes(one.stem) ? byWhole : matched(asked, one, language);
    if (match > best) best = match;
    if (best === 1) break;
  }
  return best;
}
