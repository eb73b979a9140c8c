// S3 as tasks see it: what aws-sdk:s3 tasks call, and what a distributed Map reads from and writes to.
// https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
import type { Buckets } from "../services/s3/buckets.ts";
import type { ObjectFacts } from "../services/s3/objects.ts";
import type { Json, JsonObject, Operations } from "../services/service.ts";

type Objects = Pick<Buckets, "get" | "put" | "head" | "delete" | "list">;

/** The operations, with members named as in the API; texts only, as Step Functions holds no bytes. */
export function s3Operations(buckets: Objects): Operations {
  return {
    GetObject: async (input) => {
      const { body, ...facts } = await buckets.get(String(input["Bucket"]), String(input["Key"]));
      return { ...describe(facts), ContentLength: facts.size, Body: body.toString("utf8") };
    },
    HeadObject: async (input) => {
      const facts = await buckets.head(String(input["Bucket"]), String(input["Key"]));
      return { ...describe(facts), ContentLength: facts.size };
    },
    PutObject: async (input) => {
      const bucket = String(input["Bucket"]);
      // A Map's results are several objects; the manifest that names the others comes last.
      const { Objects: several } = input;
      if (Array.isArray(several)) {
        for (const each of several.filter(isObject)) await put(buckets, bucket, each);
        return {};
      }
      return { ETag: (await put(buckets, bucket, input)).etag };
    },
    DeleteObject: async (input) => {
      await buckets.delete(String(input["Bucket"]), [String(input["Key"])]);
      return {};
    },
    ListObjectsV2: async (input) => {
      const { Prefix: prefix, Delimiter: delimiter, StartAfter: start, ContinuationToken: token, MaxKeys: max } = input;
      const found = await buckets.list(String(input["Bucket"]), {
        prefix: textOf(prefix),
        delimiter: textOf(delimiter),
        after: textOf(token) ?? textOf(start),
        max: typeof max === "number" ? max : undefined,
      });
      const more: JsonObject = found.next === undefined ? {} : { NextContinuationToken: found.next };
      return {
        Contents: found.objects.map(listed),
        IsTruncated: found.next !== undefined,
        KeyCount: found.objects.length,
        ...more,
      };
    },
  };
}

/** All of a listing, for a Map that reads it. */
export async function listAll(operations: Operations, input: JsonObject): Promise<JsonObject> {
  const Contents: Json[] = [];
  let more: JsonObject = {};
  for (;;) {
    const page = (await operations["ListObjectsV2"]?.({ ...input, ...more })) ?? {};
    if (Array.isArray(page["Contents"])) Contents.push(...page["Contents"]);
    const next = page["NextContinuationToken"];
    if (next === undefined) return { Contents };
    more = { ContinuationToken: next };
  }
}

function put(buckets: Objects, bucket: string, { Key, Body, ContentType }: JsonObject): Promise<ObjectFacts> {
  const text = typeof Body === "string" ? Body : JSON.stringify(Body ?? "");
  const headers = typeof ContentType === "string" ? { "content-type": ContentType } : {};
  return buckets.put(bucket, String(Key), { body: Buffer.from(text), headers });
}

const describe = ({ etag, modifiedMs, headers }: ObjectFacts): JsonObject => ({
  ETag: etag,
  LastModified: new Date(modifiedMs).toISOString(),
  ContentType: headers["content-type"] ?? "application/octet-stream",
});

const listed = ({ key, etag, size, modifiedMs }: ObjectFacts): JsonObject => ({
  Etag: etag,
  Key: key,
  LastModified: Math.floor(modifiedMs / 1000),
  Size: size,
  StorageClass: "STANDARD",
});

const textOf = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);
const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
