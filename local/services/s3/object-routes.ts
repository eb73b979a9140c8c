import { AwsError } from "../aws-error.ts";
import type { WireReply } from "../wire/message.ts";
import { bodyOf } from "./body.ts";
import { verifiedChecksum } from "./checksum.ts";
import { type ObjectFacts, preconditionFailed } from "./objects.ts";
import { partOf, type Range } from "./range.ts";
import { type S3Request, type S3Route, xmlReply } from "./route.ts";

// What a reader gets back as it was given.
const kept = new Set([
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
]);

const overrides = [...kept].map((name) => `response-${name}`);
// Encryption at rest changes nothing that a program can see; the disk's owner decides it here.
const encryption = ["x-amz-server-side-encryption", "x-amz-server-side-encryption-*"];

export const objectRoutes: readonly S3Route[] = [
  {
    method: "PUT",
    header: "x-amz-copy-source",
    name: "CopyObject",
    query: [],
    headers: [
      "x-amz-copy-source",
      "x-amz-metadata-directive",
      "x-amz-meta-*",
      "x-amz-checksum-algorithm",
      ...encryption,
    ],
    answer: copyObject,
  },
  {
    method: "PUT",
    name: "PutObject",
    query: [],
    headers: [
      "x-amz-checksum-*",
      "x-amz-decoded-content-length",
      "x-amz-meta-*",
      "x-amz-sdk-checksum-algorithm",
      "x-amz-trailer",
      ...encryption,
    ],
    answer: putObject,
  },
  { method: "GET", name: "GetObject", query: overrides, headers: ["x-amz-checksum-mode"], answer: getObject },
  { method: "HEAD", name: "HeadObject", query: overrides, headers: ["x-amz-checksum-mode"], answer: headObject },
  {
    method: "DELETE",
    name: "DeleteObject",
    query: [],
    headers: [],
    answer: async ({ buckets, bucket, key }) => {
      await buckets.delete(bucket, [key]);
      return { status: 204, headers: {}, body: "" };
    },
  },
];

async function putObject({ buckets, bucket, key, wire }: S3Request): Promise<WireReply> {
  const { bytes, headers } = bodyOf(wire);
  const checksum = verifiedChecksum(bytes, headers);
  const facts = await buckets.put(bucket, key, {
    body: bytes,
    headers: keptOf(wire.headers),
    ifMatch: wire.headers["if-match"],
    ifNoneMatch: wire.headers["if-none-match"],
    ...(checksum && { checksum }),
  });
  return {
    status: 200,
    headers: { etag: facts.etag, "x-amz-server-side-encryption": "AES256", ...checksumOf(facts) },
    body: "",
  };
}

function keptOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const found = Object.entries(headers).filter(([name]) => kept.has(name) || name.startsWith("x-amz-meta-"));
  const own = Object.fromEntries(found);
  const coding = (own["content-encoding"] ?? "").split(",").map((name) => name.trim());
  const real = coding.filter((name) => name !== "" && name !== "aws-chunked").join(",");
  if (real === "") delete own["content-encoding"];
  else own["content-encoding"] = real;
  return { "content-type": "application/octet-stream", ...own };
}

const checksumOf = ({ checksum }: ObjectFacts): Record<string, string> =>
  checksum ? { [checksum.name]: checksum.value, "x-amz-checksum-type": "FULL_OBJECT" } : {};

async function copyObject({ buckets, bucket, key, wire }: S3Request): Promise<WireReply> {
  const source = decodeURIComponent(wire.headers["x-amz-copy-source"] ?? "").replace(/^\//, "");
  const [fromBucket = "", ...rest] = source.split("/");
  const original = await buckets.get(fromBucket, rest.join("/"));
  const replace = wire.headers["x-amz-metadata-directive"] === "REPLACE";
  if (!replace && fromBucket === bucket && rest.join("/") === key) {
    throw new AwsError(
      "InvalidRequest",
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const facts = await buckets.put(bucket, key, {
    body: original.body,
    headers: replace ? keptOf(wire.headers) : original.headers,
    eventName: "ObjectCreated:Copy",
    ifMatch: wire.headers["if-match"],
    ifNoneMatch: wire.headers["if-none-match"],
    ...(original.checksum && { checksum: original.checksum }),
  });
  return xmlReply("CopyObjectResult", { LastModified: new Date(facts.modifiedMs).toISOString(), ETag: facts.etag });
}

async function getObject(request: S3Request): Promise<WireReply> {
  const found = await request.buckets.get(request.bucket, request.key);
  const unchanged = checkRead(request, found);
  if (unchanged) return { status: 304, headers: { etag: found.etag }, body: "" };
  const range = partOf(request.wire.headers["range"], found.size);
  const body = range ? found.body.subarray(range.first, range.last + 1) : found.body;
  return { ...describe(request, found, range), body };
}

async function headObject(request: S3Request): Promise<WireReply> {
  const facts = await request.buckets.head(request.bucket, request.key);
  const unchanged = checkRead(request, facts);
  if (unchanged) return { status: 304, headers: { etag: facts.etag }, body: "" };
  const reply = describe(request, facts, partOf(request.wire.headers["range"], facts.size));
  return { ...reply, headers: { ...reply.headers, "content-length": String(facts.size) }, body: "" };
}

function describe(request: S3Request, facts: ObjectFacts, range: Range | undefined): Omit<WireReply, "body"> {
  const asked = overrides.flatMap((name) => {
    const value = request.wire.query.get(name);
    return value === null ? [] : [[name.slice("response-".length), value] as const];
  });
  return {
    status: range ? 206 : 200,
    headers: {
      "accept-ranges": "bytes",
      etag: facts.etag,
      "last-modified": new Date(facts.modifiedMs).toUTCString(),
      "x-amz-server-side-encryption": "AES256",
      ...facts.headers,
      ...Object.fromEntries(asked),
      ...(range && { "content-range": `bytes ${range.first}-${range.last}/${facts.size}` }),
      ...(!range && request.wire.headers["x-amz-checksum-mode"] === "ENABLED" && checksumOf(facts)),
    },
  };
}

/** Whether the reader's copy is still right (304). Throws PreconditionFailed. */
function checkRead({ wire }: S3Request, facts: ObjectFacts): boolean {
  const { "if-match": match, "if-none-match": noneMatch } = wire.headers;
  const since = Date.parse(wire.headers["if-modified-since"] ?? "");
  const before = Date.parse(wire.headers["if-unmodified-since"] ?? "");
  const modified = Math.floor(facts.modifiedMs / 1000) * 1000;
  if (match !== undefined && match !== "*" && quoted(match) !== facts.etag) throw preconditionFailed("If-Match");
  if (match === undefined && modified > before) throw preconditionFailed("If-Unmodified-Since");
  if (noneMatch !== undefined) return noneMatch === "*" || quoted(noneMatch) === facts.etag;
  return modified <= since;
}

const quoted = (etag: string): string => (etag.startsWith('"') ? etag : `"${etag}"`);
