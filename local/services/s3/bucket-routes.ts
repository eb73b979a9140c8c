import { AwsError } from "../aws-error.ts";
import { home } from "../service.ts";
import type { WireReply } from "../wire/message.ts";
import { blocksOf, textsOf, type XmlValue } from "../wire/xml.ts";
import type { ObjectFacts } from "./objects.ts";
import { type S3Request, type S3Route, xmlReply } from "./route.ts";

const owner = { ID: home.account, DisplayName: "switchboard" };

const service: readonly S3Route[] = [
  {
    method: "GET",
    name: "ListBuckets",
    query: ["prefix", "max-buckets"],
    headers: [],
    answer: async ({ buckets, wire }) => {
      const prefix = wire.query.get("prefix") ?? "";
      const names = (await buckets.bucketNames()).filter(({ name }) => name.startsWith(prefix));
      return xmlReply("ListAllMyBucketsResult", {
        Buckets: {
          Bucket: names.map(({ name, createdMs }) => ({ Name: name, CreationDate: new Date(createdMs).toISOString() })),
        },
        Owner: owner,
      });
    },
  },
];

const bucket: readonly S3Route[] = [
  {
    method: "HEAD",
    name: "HeadBucket",
    query: [],
    headers: [],
    answer: async ({ buckets, bucket }) => {
      await buckets.list(bucket, { max: 1 });
      return { status: 200, headers: { "x-amz-bucket-region": home.region }, body: "" };
    },
  },
  {
    method: "GET",
    having: "list-type",
    name: "ListObjectsV2",
    query: ["prefix", "delimiter", "continuation-token", "start-after", "max-keys", "encoding-type", "fetch-owner"],
    headers: [],
    answer: listObjectsV2,
  },
  {
    method: "GET",
    having: "location",
    name: "GetBucketLocation",
    query: [],
    headers: [],
    answer: async ({ buckets, bucket }) => {
      await buckets.list(bucket, { max: 1 });
      return xmlReply("LocationConstraint", {});
    },
  },
  {
    method: "POST",
    having: "delete",
    name: "DeleteObjects",
    query: [],
    headers: ["x-amz-checksum-*", "x-amz-sdk-checksum-algorithm"],
    answer: deleteObjects,
  },
];

export const bucketRoutes = (name: string): readonly S3Route[] => (name === "" ? service : bucket);

async function listObjectsV2({ buckets, bucket, wire }: S3Request): Promise<WireReply> {
  const asked = (name: string): string | undefined => wire.query.get(name) ?? undefined;
  const token = asked("continuation-token");
  const after = token === undefined ? asked("start-after") : Buffer.from(token, "base64url").toString();
  const max = asked("max-keys") === undefined ? 1000 : Number(asked("max-keys"));
  const prefix = asked("prefix");
  const delimiter = asked("delimiter");
  const { objects, commonPrefixes, next } = await buckets.list(bucket, { prefix, delimiter, after, max });
  const encode = asked("encoding-type") === "url" ? encodeURIComponent : (text: string): string => text;
  return xmlReply("ListBucketResult", {
    Name: bucket,
    Prefix: encode(prefix ?? ""),
    ...(delimiter !== undefined && { Delimiter: encode(delimiter) }),
    ...(asked("encoding-type") !== undefined && { EncodingType: "url" }),
    ...(asked("start-after") !== undefined && { StartAfter: encode(asked("start-after") ?? "") }),
    ...(token !== undefined && { ContinuationToken: token }),
    ...(next !== undefined && { NextContinuationToken: Buffer.from(next).toString("base64url") }),
    KeyCount: objects.length + commonPrefixes.length,
    MaxKeys: max,
    IsTruncated: next !== undefined,
    Contents: objects.map((facts) => listed(facts, encode, asked("fetch-owner") === "true")),
    CommonPrefixes: commonPrefixes.map((common) => ({ Prefix: encode(common) })),
  });
}

const listed = (facts: ObjectFacts, encode: (key: string) => string, withOwner: boolean): XmlValue => ({
  Key: encode(facts.key),
  LastModified: new Date(facts.modifiedMs).toISOString(),
  ETag: facts.etag,
  Size: facts.size,
  StorageClass: "STANDARD",
  ...(withOwner && { Owner: owner }),
});

async function deleteObjects({ buckets, bucket, wire }: S3Request): Promise<WireReply> {
  const xml = wire.body.toString();
  const keys = blocksOf(xml, "Object").flatMap((block) => textsOf(block, "Key"));
  if (keys.length === 0 || keys.length > 1000) {
    throw new AwsError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
  if (/<(VersionId|ETag|LastModifiedTime|Size)>/.test(xml)) {
    throw new AwsError(
      "NotImplemented",
      "Switchboard on one machine does not know conditions or versions of s3:DeleteObjects",
      { status: 501 },
    );
  }
  await buckets.delete(bucket, keys);
  const quiet = textsOf(xml, "Quiet")[0] === "true";
  return xmlReply("DeleteResult", quiet ? {} : { Deleted: keys.map((Key) => ({ Key })) });
}
