import type { ParsedMail } from "./parsed-mail.ts";

// Where what a reader sees and what is taken for the customer's words may differ by more than honest emails do.

/** A short signature or advertisement is no longer. */
const mostCut = 12;

/** Whether an email that answers nothing, so that nothing of ours can be quoted in it, lost more than a few of its words. */
export const cutsWords = (
  { inReplyTo, references }: Pick<ParsedMail, "inReplyTo" | "references">,
  seen: string,
  words: string,
): boolean => inReplyTo.length === 0 && references.length === 0 && countOf(seen) - countOf(words) > mostCut;

const leastShared = 0.6;

/** Whether the HTML and the text of one email are not the same words, as far as both say something. */
export function saysOtherwise(text: string, html: string): boolean {
  const [one, other] = [new Set(wordsIn(text)), new Set(wordsIn(html))];
  if (one.size === 0 || other.size === 0) return false;
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(one.size, other.size) < leastShared;
}

const countOf = (text: string): number => wordsIn(text).length;

// Scripts that put no space between words are counted by letter; text made of HTML lists links and pictures in brackets.
const links =
  /\[(?:cid|image|https?):[^\]\s]{0,2000}[^\]]{0,200}\]|<?\bhttps?:\/\/[^\s<>]{1,4000}>?|<mailto:[^\s<>]{1,400}>/giu;
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}])[\p{L}\p{M}\p{N}])+/gu;

const wordsIn = (text: string): string[] => text.normalize("NFKC").toLowerCase().replace(links, " ").match(word) ?? [];
