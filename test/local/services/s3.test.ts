import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type VirtualClock, virtualClock } from "../../../local/clock.ts";
import { type Endpoint, openEndpoint } from "../../../local/services/endpoint.ts";
import { type Buckets, openBuckets } from "../../../local/services/s3/buckets.ts";
import { notificationOf, type ObjectCreated } from "../../../local/services/s3/created.ts";
import { openStore, type Store } from "../../../local/store.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const Bucket = "emails";
let folder: string;
let store: Store;
let clock: VirtualClock;
let buckets: Buckets;
let endpoint: Endpoint;
let s3: S3Client;

const open = async (): Promise<void> => {
  store = openStore(join(folder, "store.db"));
  buckets = await openBuckets({ store, clock, folder: join(folder, "blobs") });
  endpoint = await openEndpoint({ port: 0, services: { operations: {}, s3: buckets.handle } });
  s3 = new S3Client({ region: "us-east-1", endpoint: endpoint.url, credentials });
  await buckets.createBucket({ name: Bucket, expire: [{ prefix: "short/", afterDays: 2 }] });
};
const close = async (): Promise<void> => {
  s3.destroy();
  buckets.stop();
  await endpoint.close();
  await store.close();
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "s3-"));
  clock = virtualClock(Date.UTC(2026, 0, 1, 12));
  await open();
  await buckets.start();
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

const text = async (Key: string, Range?: string) => {
  const found = await s3.send(new GetObjectCommand({ Bucket, Key, ...(Range !== undefined && { Range }) }));
  return found.Body?.transformToString();
};

test("small, large, empty and streamed bodies come back as they were put, checksums verified by the SDK", async () => {
  const large = Buffer.alloc(300_000, "Ä");
  const bodies = { small: Buffer.from("hi"), large, empty: Buffer.alloc(0) };
  for (const [Key, Body] of Object.entries(bodies)) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: "text/plain", Metadata: { from: "a" } }));
    const found = await s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(found).toMatchObject({ ContentType: "text/plain", Metadata: { from: "a" }, ContentLength: Body.length });
    expect(found.ChecksumCRC32).toBeDefined();
    expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
  }
  const Body = Readable.from([Buffer.from("one "), Buffer.from("two")]);
  await s3.send(new PutObjectCommand({ Bucket, Key: "streamed", Body, ContentLength: 7 }));
  expect(await text("streamed")).toBe("one two");
  expect(readdirSync(join(folder, "blobs"))).toHaveLength(1);
});

test("each checksum algorithm of the SDK is verified", async () => {
  for (const ChecksumAlgorithm of ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const) {
    await s3.send(new PutObjectCommand({ Bucket, Key: ChecksumAlgorithm, Body: "123456789", ChecksumAlgorithm }));
    expect(await text(ChecksumAlgorithm)).toBe("123456789");
  }
  const put = s3.send(
    new PutObjectCommand({ Bucket, Key: "wrong", Body: "x", ContentMD5: "AAAAAAAAAAAAAAAAAAAAAA==" }),
  );
  await expect(put).rejects.toMatchObject({ name: "BadDigest" });
});

test("ranges, conditions and missing things answer as S3 does", async () => {
  const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "0123456789" }));
  expect(await text("a", "bytes=2-4")).toBe("234");
  expect(await text("a", "bytes=-3")).toBe("789");
  await expect(text("a", "bytes=20-")).rejects.toMatchObject({ name: "InvalidRange" });
  const again = s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", IfNoneMatch: "*" }));
  await expect(again).rejects.toMatchObject({ name: "PreconditionFailed" });
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "new", IfMatch: ETag }));
  const stale = s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", IfMatch: ETag }));
  await expect(stale).rejects.toMatchObject({ name: "PreconditionFailed" });
  await expect(text("none")).rejects.toMatchObject({ name: "NoSuchKey", $metadata: { httpStatusCode: 404 } });
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: "none" }))).rejects.toMatchObject({ name: "NotFound" });
  const elsewhere = s3.send(new GetObjectCommand({ Bucket: "other", Key: "a" }));
  await expect(elsewhere).rejects.toMatchObject({ name: "NoSuchBucket" });
});

test("listing goes by prefix, delimiter and page, whatever the keys are called", async () => {
  for (const Key of ["in/1", "in/2", "in/sub/3", "in/ü & <x>", "out/4"]) {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  }
  const first = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "in/", Delimiter: "/", MaxKeys: 2 }));
  expect(first.Contents?.map(({ Key }) => Key)).toEqual(["in/1", "in/2"]);
  const ContinuationToken = first.NextContinuationToken;
  const rest = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "in/", Delimiter: "/", ContinuationToken }));
  expect(rest.CommonPrefixes).toEqual([{ Prefix: "in/sub/" }]);
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(["in/ü & <x>"]);
  expect(rest.IsTruncated).toBe(false);
});

test("copies keep their metadata, deletes are silent about what was not there", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: "a b/ü", Body: Buffer.alloc(20_000), Metadata: { who: "me" } }));
  await s3.send(new CopyObjectCommand({ Bucket, Key: "c", CopySource: `${Bucket}/${encodeURIComponent("a b/ü")}` }));
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: "c" }));
  expect(head).toMatchObject({ ContentLength: 20_000, Metadata: { who: "me" } });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "c" }));
  await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "a b/ü" }, { Key: "never" }] } }));
  await expect.poll(() => readdirSync(join(folder, "blobs"))).toEqual([]);
});

test("a presigned address works until it expires, an unsigned one never", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "seen", ContentType: "image/png" }));
  const url = `${endpoint.url}/${Bucket}/a?response-content-disposition=attachment&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=local%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T120000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=abc&x-id=GetObject`;
  const found = await fetch(url);
  expect(await found.text()).toBe("seen");
  expect(found.headers.get("content-disposition")).toBe("attachment");
  await clock.advance(61_000);
  expect((await fetch(url)).status).toBe(403);
  expect((await fetch(`${endpoint.url}/${Bucket}/a`)).status).toBe(403);
  expect((await fetch(url, { headers: { origin: "http://evil.example" } })).status).toBe(403);
});

test("an ObjectCreated event is told again until it is taken, across a restart too", async () => {
  const seen: ObjectCreated[] = [];
  buckets.onObjectCreated(Bucket, async () => {
    throw new Error("not yet");
  });
  await s3.send(new PutObjectCommand({ Bucket, Key: "in/a b", Body: "x" }));
  await close();
  await open();
  buckets.onObjectCreated(Bucket, async (event) => void seen.push(event));
  await buckets.start();
  await clock.advance(2_000);
  await expect.poll(() => seen).toMatchObject([{ bucket: Bucket, key: "in/a b", size: 1 }]);
  expect(seen.map((event) => notificationOf(event, "intake"))).toMatchObject([
    { Records: [{ eventName: "ObjectCreated:Put", s3: { object: { key: "in/a+b" } } }] },
  ]);
});

test("a delete is told too, and comes after its object's creation", async () => {
  const seen: [string, string][] = [];
  buckets.onObjectCreated(Bucket, async (event) => void seen.push([event.eventName, event.sequencer]));
  buckets.onObjectDeleted(Bucket, async (event) => void seen.push([event.eventName, event.sequencer]));
  await s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await expect.poll(() => seen.map(([name]) => name)).toEqual(["ObjectCreated:Put", "ObjectRemoved:Delete"]);
  expect(seen[0]![1] < seen[1]![1]).toBe(true);
});

test("files that no row names are swept at start; what the rules expire goes at midnight", async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: "kept", Body: Buffer.alloc(20_000) }));
  await s3.send(new PutObjectCommand({ Bucket, Key: "short/lived", Body: Buffer.alloc(20_000) }));
  writeFileSync(join(folder, "blobs", "orphan.part"), "half");
  await close();
  await open();
  await buckets.start();
  expect(readdirSync(join(folder, "blobs"))).toHaveLength(2);
  await clock.advance(3 * 86_400_000);
  await expect.poll(() => readdirSync(join(folder, "blobs"))).toHaveLength(1);
  expect((await buckets.list(Bucket)).objects.map(({ key }) => key)).toEqual(["kept"]);
});

test("operations, headers and parameters that are not built are refused by name", async () => {
  const upload = s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "a" }));
  await expect(upload).rejects.toThrow(/s3:CreateMultipartUpload|uploads/);
  const tagging = s3.send(new PutObjectTaggingCommand({ Bucket, Key: "a", Tagging: { TagSet: [] } }));
  await expect(tagging).rejects.toThrow(/tagging/);
  const tagged = s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", Tagging: "a=b" }));
  await expect(tagged).rejects.toThrow(/x-amz-tagging/);
});
