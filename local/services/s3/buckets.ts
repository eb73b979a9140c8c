// Buckets: S3 objects on the store; their bytes in a row when small, in a file of their own when not.
//
//   B1. Bytes are on disk before the row that names them; what no row names is swept at start.
//   B2. A reader sees an object whole, as it was before or after a write, never between.
//   B3. An event is written with the change it tells of, and told until every listener has taken it.
import type { Clock } from "../../clock.ts";
import type { Row, Store, Transaction } from "../../store.ts";
import { type Deliveries, openDeliveries } from "../deliveries.ts";
import type { WireHandler } from "../wire/message.ts";
import { type Blobs, openBlobs } from "./blobs.ts";
import { ObjectChange, ObjectCreated, ObjectDeleted } from "./created.ts";
import { type BucketSpec, expireObjects, nextMidnight } from "./lifecycle.ts";
import { type Listed, type ListWish, listObjects } from "./list.ts";
import { bucketSteps, checkWrite, factsOf, needBucket, noSuchKey, type ObjectFacts } from "./objects.ts";
import { answerS3 } from "./rest.ts";
import { checkKey, createdOf, deletedColumns, deletedOf, type PutWish, writeRow } from "./write.ts";

export interface BucketsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Where the larger bytes lie. */
  readonly folder: string;
}

export interface Buckets {
  /** The REST-XML protocol, for the endpoint. */
  readonly handle: WireHandler;
  createBucket(spec: BucketSpec): Promise<{ arn: string }>;
  put(bucket: string, key: string, wish: PutWish): Promise<ObjectFacts>;
  /** Throws NoSuchKey, as `head`. */
  get(bucket: string, key: string): Promise<ObjectFacts & { body: Buffer }>;
  head(bucket: string, key: string): Promise<ObjectFacts>;
  delete(bucket: string, keys: readonly string[]): Promise<void>;
  list(bucket: string, wish?: ListWish): Promise<Listed>;
  bucketNames(): Promise<{ name: string; createdMs: number }[]>;
  /** Takes every ObjectCreated of a bucket, at least once; while it rejects, the event is told again. */
  onObjectCreated(bucket: string, listener: (event: ObjectCreated) => Promise<void>): void;
  /** Likewise for objects that a request or the bucket's rules deleted. */
  onObjectDeleted(bucket: string, listener: (event: ObjectDeleted) => Promise<void>): void;
  start(): Promise<void>;
  stop(): void;
}

type Listener = (event: ObjectChange) => Promise<void>;

// Below this a row is faster than a file and its two fsyncs; above, the database's pages would be rewritten for it.
const smallestFile = 16 * 1024;

export async function openBuckets(options: BucketsOptions): Promise<Buckets> {
  const { store, clock } = options;
  store.migrate("s3", bucketSteps);
  const blobs = await openBlobs(options.folder);
  const listeners = new Map<string, Listener[]>();
  const events = openEvents(options, listeners);
  let cancelExpiry = (): void => undefined;

  const listen = (bucket: string, listener: Listener): void =>
    void listeners.set(bucket, [...(listeners.get(bucket) ?? []), listener]);
  const tell = (tx: Transaction, event: ObjectChange): void => {
    if (listeners.has(event.bucket)) events.enqueue(tx, event);
  };
  const forget = (tx: Transaction, row: Row, eventName: ObjectDeleted["eventName"]): void => {
    dropAfterCommit(tx, blobs, row);
    tell(tx, deletedOf(eventName, String(row["bucket"]), row, clock.now()));
  };

  const put: Buckets["put"] = async (bucket, key, wish) => {
    checkKey(key);
    await store.read((tx) => needBucket(tx, bucket));
    const file = wish.body.byteLength < smallestFile ? undefined : await blobs.write(wish.body);
    try {
      return await store.transact((tx) => {
        needBucket(tx, bucket);
        const current = tx.get("SELECT etag, file FROM s3_object WHERE bucket = ? AND key = ?", bucket, key);
        checkWrite(current, key, wish);
        const facts = writeRow(tx, bucket, key, wish, { file, nowMs: clock.now() });
        dropAfterCommit(tx, blobs, current);
        tell(tx, createdOf(tx, bucket, facts, wish));
        return facts;
      });
    } catch (error) {
      if (file !== undefined) blobs.drop(file);
      throw error;
    } finally {
      if (file !== undefined) blobs.settled(file);
    }
  };

  const expire = async (): Promise<void> => {
    cancelExpiry = clock.at(nextMidnight(clock.now()), () => void expire().catch(() => undefined));
    await store.transact((tx) => {
      for (const row of expireObjects(tx, clock.now())) forget(tx, row, "LifecycleExpiration:Delete");
    });
  };

  const buckets: Buckets = {
    handle: (request) => answerS3(request, buckets, clock),
    createBucket: async (spec) => {
      await store.transact((tx) => {
        tx.run(
          "INSERT INTO s3_bucket VALUES (?1, ?2, ?3) ON CONFLICT (name) DO UPDATE SET spec = ?2",
          spec.name,
          JSON.stringify(spec),
          clock.now(),
        );
      });
      return { arn: `arn:aws:s3:::${spec.name}` };
    },
    put,
    get: (bucket, key) => getWhole(store, blobs, bucket, key),
    head: async (bucket, key) => factsOf(await rowOf(store, bucket, key)),
    delete: (bucket, keys) =>
      store.transact((tx) => {
        needBucket(tx, bucket);
        for (const key of keys) {
          const row = tx.get(
            `DELETE FROM s3_object WHERE bucket = ? AND key = ? RETURNING ${deletedColumns}`,
            bucket,
            key,
          );
          if (row) forget(tx, row, "ObjectRemoved:Delete");
        }
      }),
    list: (bucket, wish = {}) => store.read((tx) => listObjects(tx, bucket, wish)),
    bucketNames: async () => {
      const rows = await store.read((tx) => tx.all("SELECT name, created_ms FROM s3_bucket ORDER BY name"));
      return rows.map((row) => ({ name: String(row["name"]), createdMs: Number(row["created_ms"]) }));
    },
    onObjectCreated: (bucket, listener) =>
      listen(bucket, async (event) => {
        const created = ObjectCreated.safeParse(event);
        if (created.success) await listener(created.data);
      }),
    onObjectDeleted: (bucket, listener) =>
      listen(bucket, async (event) => {
        const deleted = ObjectDeleted.safeParse(event);
        if (deleted.success) await listener(deleted.data);
      }),
    start: async () => {
      const rows = await store.read((tx) => tx.all("SELECT file FROM s3_object WHERE file IS NOT NULL"));
      await blobs.sweep(new Set(rows.map((row) => String(row["file"]))));
      await events.start();
      await expire();
    },
    stop: () => {
      events.stop();
      cancelExpiry();
    },
  };
  return buckets;
}

function openEvents(options: BucketsOptions, listeners: ReadonlyMap<string, readonly Listener[]>): Deliveries {
  return openDeliveries({
    store: options.store,
    clock: options.clock,
    room: "s3",
    deliver: async (item) => {
      const event = ObjectChange.parse(item);
      for (const listen of listeners.get(event.bucket) ?? []) await listen(event);
    },
    policy: () => ({ retries: Number.POSITIVE_INFINITY, longestMs: Number.POSITIVE_INFINITY }),
    giveUp: async () => undefined,
  });
}

const dropAfterCommit = (tx: Transaction, blobs: Blobs, row: Row | undefined): void => {
  const file = row?.["file"];
  if (typeof file === "string") tx.afterCommit(() => blobs.drop(file));
};

const rowOf = async (store: Store, bucket: string, key: string): Promise<Row> => {
  const row = await store.read((tx) => {
    needBucket(tx, bucket);
    return tx.get("SELECT * FROM s3_object WHERE bucket = ? AND key = ?", bucket, key);
  });
  if (!row) throw noSuchKey(key);
  return row;
};

async function getWhole(
  store: Store,
  blobs: Blobs,
  bucket: string,
  key: string,
): Promise<ObjectFacts & { body: Buffer }> {
  for (let attempt = 1; ; attempt += 1) {
    const row = await rowOf(store, bucket, key);
    const { file, bytes } = row;
    if (typeof file !== "string")
      return { ...factsOf(row), body: Buffer.from(bytes instanceof Uint8Array ? bytes : []) };
    try {
      return { ...factsOf(row), body: await blobs.read(file) };
    } catch (error) {
      // Replaced between the row and the file: look again (B2). Twice is chance, more is a damaged folder.
      if (attempt === 3) throw error;
    }
  }
}
