import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readArticle } from "../functions/answer/knowledge/read-article.ts";
import type { Passage } from "../functions/contracts/knowledge.ts";

const samples = fileURLToPath(new URL("../samples/knowledge/", import.meta.url));
/** Passages of one made-up article. */
const perArticle = 8;
const rareWords = 20_000;

/**
 * The sample articles and made-up ones around them, `count` passages in all. Three words in five are the samples' own, the
 * frequent ones far more often than the others, as in any language; the rest come from twenty thousand that nobody asks for.
 */
export function manyPassages(count: number): Passage[] {
  const random = seeded(1);
  const own = globSync("*.md", { cwd: samples })
    .toSorted()
    .flatMap((file) => readArticle(file, readFileSync(samples + file, "utf8")));
  const made = Array.from({ length: rareWords }, () => madeWord(random));
  const passages = [...own];
  for (const [language, share] of [
    ["en", 0.8],
    ["de", 1],
  ] as const) {
    const known = wordsOf(own.filter((passage) => passage.language === language));
    const word = () =>
      random() < 0.6
        ? (known[Math.floor(known.length * random() ** 3)] ?? "")
        : (made[Math.floor(made.length * random() ** 2)] ?? "");
    const words = (length: number) => Array.from({ length }, word).join(" ");
    while (passages.length < count * share) {
      const at = passages.length;
      const articleId = `made-${language}-${Math.floor(at / perArticle)}`;
      passages.push({
        ...{ passageId: `${articleId}#${(at % perArticle) + 1}`, articleId, version: "1", language, topics: [] },
        ...{ title: words(2), heading: words(3), text: `${words(25 + Math.floor(random() * 40))}.` },
      });
    }
  }
  return passages;
}

const wordsOf = (passages: readonly Passage[]): string[] => [
  ...new Set(passages.flatMap(({ text }) => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [])),
];

const consonants = "bcdfghklmnprstvw";
const vowels = "aeiou";
const madeWord = (random: () => number): string => {
  const letter = (of: string) => of[Math.floor(random() * of.length)] ?? "";
  return `${Array.from({ length: 2 + Math.floor(random() * 3) }, () => letter(consonants) + letter(vowels)).join("")}r`;
};

/** The same numbers every time. Park and Miller's generator. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
