import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { articlePrefix, KnowledgeReport, reportKey } from "../contracts/knowledge.ts";
import { s3 } from "./s3.ts";
import { setting } from "./settings.ts";

/** An article's file in the knowledge bucket; `file` is its key below `articles/`. */
export interface ArticleFile {
  readonly file: string;
  readonly size: number;
  readonly changedAt: string;
  /** Without quotes. */
  readonly etag: string;
}

const bare = (etag: string | undefined): string => (etag ?? "").replaceAll('"', "");

export async function articleFiles(): Promise<ArticleFile[]> {
  const files: ArticleFile[] = [];
  let after: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({
        ...{ Bucket: setting("knowledgeBucket"), Prefix: articlePrefix },
        ...(after !== undefined && { ContinuationToken: after }),
      }),
    );
    for (const { Key = "", Size = 0, LastModified, ETag } of page.Contents ?? []) {
      const file = Key.slice(articlePrefix.length);
      const changedAt = (LastModified ?? new Date(0)).toISOString();
      if (file !== "" && !file.endsWith("/")) files.push({ file, size: Size, changedAt, etag: bare(ETag) });
    }
    after = page.NextContinuationToken;
  } while (after !== undefined);
  return files;
}

/** The article's text; undefined when there is no such file. */
export async function articleText(file: string): Promise<{ text: string; etag: string } | undefined> {
  try {
    const { Body, ETag } = await s3().send(
      new GetObjectCommand({ Bucket: setting("knowledgeBucket"), Key: articlePrefix + file }),
    );
    return Body === undefined ? undefined : { text: await Body.transformToString(), etag: bare(ETag) };
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

/** Writes it if it still is `expected`, or is not there when that is undefined. False when that does not hold. */
export async function writeArticle(file: string, text: string, expected: string | undefined): Promise<boolean> {
  try {
    await s3().send(
      new PutObjectCommand({
        ...{ Bucket: setting("knowledgeBucket"), Key: articlePrefix + file, Body: text },
        ContentType: "text/markdown; charset=utf-8",
        ...(expected === undefined ? { IfNoneMatch: "*" } : { IfMatch: `"${expected}"` }),
      }),
    );
    return true;
  } catch (error) {
    const lost = ["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"];
    if (error instanceof Error && lost.includes(error.name)) return false;
    throw error;
  }
}

/** What indexing noticed; undefined when nothing has been indexed yet. */
export async function knowledgeReport(): Promise<KnowledgeReport | undefined> {
  try {
    const { Body } = await s3().send(new GetObjectCommand({ Bucket: setting("knowledgeBucket"), Key: reportKey }));
    return Body === undefined ? undefined : KnowledgeReport.parse(JSON.parse(await Body.transformToString()));
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}
