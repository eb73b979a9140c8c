import type { SortInput } from "../../tasks.ts";
import { stem, wordsOf } from "../../text/words.ts";

/**
 * Topics whose words stand in the text, most likely first. The asked part counts double; a phrase counts as much as two
 * words. `other` when nothing fits.
 */
export function topicsOf(
  asked: string,
  all: string,
  topics: SortInput["topics"],
  language: string,
): { topic: string; confidence: number }[] {
  const stems = (text: string) =>
    ` ${wordsOf(text, language)
      .map((word) => stem(word, language))
      .join(" ")} `;
  const inAsked = stems(asked);
  const inAll = stems(all);
  const scored = topics
    .map(({ topic, words }) => {
      let score = 0;
      for (const phrase of new Set(words.map(stems))) {
        const weight = phrase.trim().includes(" ") ? 2 : 1;
        if (inAsked.includes(phrase)) score += 2 * weight;
        else if (inAll.includes(phrase)) score += weight;
      }
      return { topic, score };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
  // One hit is a hint, three are a topic: 1 → 0.4, 2 → 0.57, 4 → 0.73.
  const total = scored.reduce((sum, { score }) => sum + score, 0);
  const sorted = scored.map(({ topic, score }) => ({
    topic,
    confidence: Math.round((score / (score + 1.5)) * (0.5 + (0.5 * score) / total) * 100) / 100,
  }));
  return sorted.length > 0 ? sorted : [{ topic: "other", confidence: 0.5 }];
}
