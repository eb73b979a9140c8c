// Encodes the sample shop's articles beforehand: `node tools/node24.cjs bin/encode-samples.ts` after a change of
// samples/knowledge or of the sentence encoder's weights. A test says when that has been forgotten.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Passage, SentenceMeanings } from "../functions/contracts/knowledge.ts";

const root = new URL("..", import.meta.url);
const folder = new URL("samples/knowledge/", root);
const { readArticle }: { readArticle: (file: string, text: string) => Passage[] } = await import(
  new URL("functions/answer/knowledge/read-article.ts", root).href
);
const {
  meaningsOf,
}: {
  meaningsOf: (passages: readonly Passage[], known: readonly SentenceMeanings[], most: number) => SentenceMeanings;
} = await import(new URL("functions/answer/knowledge/sentence-meanings.ts", root).href);

const passages = readdirSync(folder).flatMap((file) => readArticle(file, readFileSync(new URL(file, folder), "utf8")));
const meanings = meaningsOf(passages, [], Number.POSITIVE_INFINITY);
writeFileSync(new URL("samples/knowledge-meanings.json", root), `${JSON.stringify(meanings)}\n`);
console.log(`${passages.length} passages were encoded by ${meanings.encoder}`);
