import { createHash } from "node:crypto";
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { articlePrefix, indexKey, type Passage } from "../contracts/knowledge.ts";
import { nowIso } from "../platform/clock.ts";
import { readBytes } from "../platform/documents.ts";
import { logger } from "../platform/logger.ts";
import { s3 } from "../platform/s3.ts";
import { setting } from "../platform/settings.ts";
import { buildIndex } from "./knowledge/passage-index.ts";
import { readArticle } from "./knowledge/read-article.ts";

// Articles may change while they are read. Someone who uploads more than this many times in a row comes by again anyway.
const mostRounds = 5;

/**
 * Any change of an article: reads all articles and writes the index anew, until what it wrote is what lies there. Two runs
 * at once therefore end with the newest state, whichever writes last. Many articles changed at once are many events: an
 * index that was made of exactly what lies there is left alone. An article that cannot be read is left out and named in
 * the logs; the others stay searchable.
 */
export const handler = async (_event: unknown): Promise<{ articles: number; passages: number }> => {
  const bucket = setting("knowledgeBucket");
  let listed = await listArticles(bucket);
  if ((await madeOf(bucket)) === fingerprint(listed)) return { articles: listed.length, passages: 0 };
  for (let round = 1; ; round++) {
    const built = await build(bucket, listed);
    const now = await listArticles(bucket);
    if (JSON.stringify(now) === JSON.stringify(listed) || round === mostRounds) return built;
    listed = now;
  }
};

async function build(bucket: string, listed: readonly Listed[]): Promise<{ articles: number; passages: number }> {
  const passages: Passage[] = [];
  let articles = 0;
  for (const { key } of listed) {
    try {
      passages.push(...readArticle(key, Buffer.from(await readBytes({ bucket, key })).toString()));
      articles++;
    } catch (error) {
      logger.warn("An article is left out", { key, problem: error instanceof Error ? error.message : "unknown" });
    }
  }
  await s3().send(
    new PutObjectCommand({
      ...{ Bucket: bucket, Key: indexKey, ContentType: "application/json" },
      Body: JSON.stringify(buildIndex(passages, nowIso())),
      Metadata: { [madeOfKey]: fingerprint(listed) },
    }),
  );
  logger.info("The knowledge index was written", { articles, passages: passages.length });
  return { articles, passages: passages.length };
}

const madeOfKey = "made-of";

/** Which articles, in which versions. */
const fingerprint = (listed: readonly Listed[]): string =>
  createHash("sha256").update(JSON.stringify(listed)).digest("hex");

/** The fingerprint of what the present index was made of; undefined when there is none. */
async function madeOf(bucket: string): Promise<string | undefined> {
  try {
    const { Metadata } = await s3().send(new HeadObjectCommand({ Bucket: bucket, Key: indexKey }));
    return Metadata?.[madeOfKey];
  } catch (error) {
    if (error instanceof Error && error.name === "NotFound") return undefined;
    throw error;
  }
}

interface Listed {
  readonly key: string;
  readonly etag: string | undefined;
}

/** All Markdown articles, sorted by key, pages followed to the end. */
async function listArticles(bucket: string): Promise<Listed[]> {
  const found: Listed[] = [];
  let after: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: articlePrefix, ContinuationToken: after }),
    );
    for (const { Key, ETag } of page.Contents ?? [])
      if (Key?.endsWith(".md") === true) found.push({ key: Key, etag: ETag });
    after = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (after !== undefined);
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}
