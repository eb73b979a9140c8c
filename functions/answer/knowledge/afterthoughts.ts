import { sentencesOf } from "../../models/text/sentences.ts";
import { fold } from "../../models/text/words.ts";

/**
 * Whether a statement stands behind all that is asked in the customer's words. Settings come before a question; what is
 * told after it is often what does not fit: `Which size do I need? She is expecting in September.`
 */
export function afterthoughtsIn(words: string, questions: readonly string[]): (told: string) => boolean {
  const whole = plain(words);
  const asked = questions.map((question) => whole.lastIndexOf(plain(sentencesOf(question).at(-1) ?? question)));
  const last = Math.max(-1, ...asked);
  return (told) => last >= 0 && whole.lastIndexOf(plain(told)) > last;
}

const plain = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
