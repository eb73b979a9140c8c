import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { s3 } from "./s3.ts";

export interface ListedObject {
  readonly key: string;
  /** Epoch ms. */
  readonly modifiedMs: number;
}

/** All objects under a prefix, page by page. */
export async function* listObjects(bucket: string, prefix: string): AsyncGenerator<ListedObject> {
  let after: string | undefined;
  do {
    const page = await s3().send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(after !== undefined && { ContinuationToken: after }),
      }),
    );
    for (const { Key, LastModified } of page.Contents ?? []) {
      if (Key !== undefined && LastModified !== undefined) yield { key: Key, modifiedMs: LastModified.getTime() };
    }
    after = page.NextContinuationToken;
  } while (after !== undefined);
}
