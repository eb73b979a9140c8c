import { createHash } from "node:crypto";
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { articlePrefix, indexKey, KnowledgeIndex, reportKey, type SentenceMeanings } from "../contracts/knowledge.ts";
import { encoderName } from "../models/encoder/sentence-encoder.ts";
import { nowIso } from "../platform/clock.ts";
import { readBytes, writeBytes } from "../platform/documents.ts";
import { logger } from "../platform/logger.ts";
import { s3 } from "../platform/s3.ts";
import { setting } from "../platform/settings.ts";
import { gatherArticles } from "./knowledge/gather-articles.ts";
import { mostPassages } from "./knowledge/library.ts";
import { buildIndex } from "./knowledge/passage-index.ts";
import { isArticle } from "./knowledge/read-article-file.ts";
import { sampleMeanings } from "./knowledge/sample-meanings.ts";
import { meaningsOf } from "./knowledge/sentence-meanings.ts";

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
  const keys = listed.map(({ key }) => key);
  const { passages, report } = await gatherArticles(keys, (key) => readBytes({ bucket, key }), nowIso());
  for (const { file, problem } of report.leftOut) logger.warn("An article is left out", { file, problem });
  // The report first: what it says of an index that is too large has to be seen.
  await writeBytes({ bucket, key: reportKey }, JSON.stringify(report), "application/json");
  if (passages.length > mostPassages)
    throw new Error(
      `The articles have ${passages.length} passages, and one object holds ${mostPassages}: the index stays as it was. ` +
        "Remove articles, or put a managed index behind functions/answer/knowledge/library.ts.",
    );
  await s3().send(
    new PutObjectCommand({
      ...{ Bucket: bucket, Key: indexKey, ContentType: "application/json" },
      Body: JSON.stringify(
        buildIndex(passages, report.builtAt, meaningsOf(passages, await known(bucket), mostEncoded)),
      ),
      Metadata: { [madeOfKey]: fingerprint(listed) },
    }),
  );
  const done = { articles: report.articles.length, passages: passages.length };
  logger.info("The knowledge index was written", { ...done, conflicts: report.conflicts.length });
  return done;
}

// Some milliseconds each: one run takes a few minutes at most. The rest is found by its words alone.
const mostEncoded = 15_000;

/** What need not be encoded again: the present index has what did not change, and the sample shop's is shipped. */
async function known(bucket: string): Promise<SentenceMeanings[]> {
  const before = await presentIndex(bucket);
  return [before?.meanings, sampleMeanings()].filter((one) => one !== undefined);
}

async function presentIndex(bucket: string): Promise<KnowledgeIndex | undefined> {
  try {
    const stored = KnowledgeIndex.safeParse(
      JSON.parse(Buffer.from(await readBytes({ bucket, key: indexKey })).toString()),
    );
    return stored.data;
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

const madeOfKey = "made-of";

/** Which articles, in which versions, read by which encoder. */
const fingerprint = (listed: readonly Listed[]): string =>
  createHash("sha256")
    .update(JSON.stringify([encoderName(), listed]))
    .digest("hex");

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

/** All articles, sorted by key, pages followed to the end. */
async function listArticles(bucket: string): Promise<Listed[]> {
  const found: Listed[] = [];
  let after: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: articlePrefix, ContinuationToken: after }),
    );
    for (const { Key, ETag } of page.Contents ?? [])
      if (Key !== undefined && isArticle(Key)) found.push({ key: Key, etag: ETag });
    after = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (after !== undefined);
  return found.sort((a, b) => (a.key < b.key ? -1 : 1));
}
