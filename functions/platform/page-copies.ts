import { DeleteObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand } from "@aws-sdk/client-s3";
import { articlePrefix } from "../contracts/knowledge.ts";
import { s3 } from "./s3.ts";
import { setting } from "./settings.ts";

/** Under this prefix lie copies of web pages, articles like any other. */
const copyPrefix = `${articlePrefix}pages/`;

export interface PageCopy {
  readonly key: string;
  /** Where the page is. */
  readonly url: string;
  /** The server's name for this version. */
  readonly etag: string | undefined;
  /** Hash of its bytes. */
  readonly hash: string;
}

const bucket = () => setting("knowledgeBucket");

/** The copies there are, with where they came from. */
export async function pageCopies(): Promise<PageCopy[]> {
  const copies: PageCopy[] = [];
  let after: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({ Bucket: bucket(), Prefix: copyPrefix, ContinuationToken: after }),
    );
    for (const { Key } of page.Contents ?? []) {
      if (Key === undefined) continue;
      const { Metadata } = await s3().send(new HeadObjectCommand({ Bucket: bucket(), Key }));
      const { url = "", etag, hash = "" } = Metadata ?? {};
      copies.push({ key: Key, url: decodeURIComponent(url), etag: etag && decodeURIComponent(etag), hash });
    }
    after = page.IsTruncated === true ? page.NextContinuationToken : undefined;
  } while (after !== undefined);
  return copies;
}

/** Writes a copy; `name` is its file's, with its ending. What S3 keeps of it travels in headers: ASCII only. */
export async function keepCopy(name: string, bytes: Uint8Array, about: Omit<PageCopy, "key">): Promise<string> {
  const key = copyPrefix + name;
  const { url, etag, hash } = about;
  await s3().send(
    new PutObjectCommand({
      ...{ Bucket: bucket(), Key: key, Body: bytes },
      Metadata: { url: encodeURIComponent(url), hash, ...(etag !== undefined && { etag: encodeURIComponent(etag) }) },
    }),
  );
  return key;
}

export const dropCopy = async (key: string): Promise<void> => {
  await s3().send(new DeleteObjectCommand({ Bucket: bucket(), Key: key }));
};
