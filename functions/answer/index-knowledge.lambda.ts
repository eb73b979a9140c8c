import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { articlePrefix, indexKey, type Passage } from "../contracts/knowledge.ts";
import { s3 } from "../platform/clients.ts";
import { nowIso } from "../platform/clock.ts";
import { readBytes, writeBytes } from "../platform/documents.ts";
import { logger } from "../platform/logger.ts";
import { setting } from "../platform/settings.ts";
import { buildIndex } from "./knowledge/passage-index.ts";
import { readArticle } from "./knowledge/read-article.ts";

/**
 * Any change of an article: reads all articles and writes the index anew. Whatever order the events come in, the last run
 * sees the last state. An article that cannot be read is left out and named in the logs; the others stay searchable.
 */
export const handler = async (_event: unknown): Promise<{ articles: number; passages: number }> => {
  const bucket = setting("knowledgeBucket");
  const keys = await articleKeys(bucket);
  const passages: Passage[] = [];
  let articles = 0;
  for (const key of keys) {
    try {
      passages.push(...readArticle(key, Buffer.from(await readBytes({ bucket, key })).toString()));
      articles++;
    } catch (error) {
      logger.warn("An article is left out", { key, problem: error instanceof Error ? error.message : "unknown" });
    }
  }
  await writeBytes({ bucket, key: indexKey }, JSON.stringify(buildIndex(passages, nowIso())), "application/json");
  logger.info("The knowledge index was written", { articles, passages: passages.length });
  return { articles, passages: passages.length };
};

/** Keys of all Markdown articles, sorted, pages followed to the end. */
async function articleKeys(bucket: string): Promise<string[]> {
  const keys: string[] = [];
  let after: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: articlePrefix, ContinuationToken: after }),
    );
    for (const { Key } of page.Contents ?? []) if (Key?.endsWith(".md") === true) keys.push(Key);
    after = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (after !== undefined);
  return keys.sort();
}
