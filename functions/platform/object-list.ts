import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { s3 } from "./s3.ts";

export interface ListedObject {
  readonly key: string;
  /** Epoch ms. */
  readonly modifiedMs: number;
}

export interface ObjectPage {
  /** By key, at most a thousand. */
  readonly objects: readonly ListedObject[];
  /** Where the next page begins; undefined at the end. */
  readonly after: string | undefined;
}

/** The objects under a prefix whose keys follow `after`, or the first ones. */
export async function objectsAfter(bucket: string, prefix: string, after: string | undefined): Promise<ObjectPage> {
  const page = await s3().send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...(after !== undefined && { StartAfter: after }) }),
  );
  const objects = (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
    Key === undefined || LastModified === undefined ? [] : [{ key: Key, modifiedMs: LastModified.getTime() }],
  );
  return { objects, after: page.IsTruncated === true ? objects.at(-1)?.key : undefined };
}
