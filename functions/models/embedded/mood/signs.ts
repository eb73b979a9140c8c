import { longestText } from "../../text/sentences.ts";

// Anger that is drawn, and words disguised so that no list of words knows them.
const drawn = /[😠😡🤬👿😤👎💩🖕🤮😾💢]/gu;
// A digit or sign in place of a letter inside a word: `b2b` and the like are none.
const disguised =
  /(?<![\p{L}\p{N}:/_-])(?!(?:b2b|b2c|p2p|h2o|co2)\b)\p{L}{0,20}\p{Ll}[013457@$!*]{1,5}\p{Ll}{1,20}(?![\p{N}/_-])/gu;
const addresses = /https?:\/\/\S{1,500}|[^\s@]{1,64}@[^\s@]{1,200}\.\p{L}{2,}/gu;
// Five letters in a row that stand apart from one another.
const spaced = /(?<![\p{L}\p{N}])(?:\p{L}[ .*_-]{1,2}){4,30}\p{L}(?![\p{L}\p{N}])/gu;

/** Where anger shows without a word that could be looked up: emoji, letters replaced, letters set apart. */
export function angrySigns(whole: string): string[] {
  const text = whole.slice(0, longestText).replace(addresses, " ");
  return [drawn, disguised, spaced].flatMap((pattern) => text.match(pattern) ?? []);
}
