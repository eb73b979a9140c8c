import { fold } from "../../text/words.ts";

const denies = new Set(
  "not no never none nobody nothing neither nor cannot without hardly barely lack lacks lacking".split(" "),
);
// How far a denial reaches, in words.
const reach = 4;
const mostOfOne = 2;

/** What two other readings of the same sentence say, -1 to 1. */
export interface OtherReadings {
  readonly lexicon: number;
  readonly rules: number;
}

/** A sentence as numbers: its words and pairs of words, denied ones apart, beside what the lexicon and the rules say. */
export function featuresOf(sentence: string, { lexicon, rules }: OtherReadings): ReadonlyMap<string, number> {
  const tokens = fold(sentence).match(/[a-z]+(?:'[a-z]+)?|[!?]/g) ?? [];
  const counts = new Map<string, number>();
  const add = (feature: string) => counts.set(feature, Math.min(mostOfOne, (counts.get(feature) ?? 0) + 1));
  let before = "^";
  let denied = 0;
  for (const token of tokens) {
    add(denied > 0 ? `!${token}` : token);
    add(`${before} ${token}`);
    before = token;
    if (denies.has(token) || token.endsWith("n't")) denied = reach;
    else denied = /[!?]/.test(token) || token === "but" ? 0 : Math.max(0, denied - 1);
  }
  const length = Math.sqrt(tokens.length + 1);
  const features = new Map([...counts].map(([feature, count]): [string, number] => [feature, count / length]));
  return features
    .set("#lexicon", lexicon * 1.2)
    .set("#rules", rules)
    .set("#bias", 0.5)
    .set("#short", 1 / length);
}
