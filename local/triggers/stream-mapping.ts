// Stream mapping: feeds a function with the changes of a table, in order.
//
//   R1. Records reach the function in their order; none is passed over but by filter, age, or after its last retry.
//   R2. The place in the stream is written down after each batch, so a restart goes on there (at least once).
//   R3. What is given up goes to the on-failure queue, described as Lambda describes it, before the place moves on.
// https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Functions } from "../lambda/functions.ts";
import type { StreamRecord } from "../services/dynamodb/stream-records.ts";
import type { Json } from "../services/service.ts";
import { failedIdentifiers } from "./batch-response.ts";
import { fittingParts } from "./fitting-parts.ts";
import { notHandedOver } from "./not-handed-over.ts";
import { pause } from "./pause.ts";
import type { Mapping } from "./queue-mapping.ts";

export interface StreamMappingSpec {
  /** Name of the place in the stream; stays the same over restarts. */
  readonly id: string;
  readonly table: string;
  readonly streamArn: string;
  readonly functionArn: string;
  readonly batchSize: number;
  readonly windowMs: number;
  readonly startAtEnd: boolean;
  readonly reportsFailures: boolean;
  readonly bisects: boolean;
  /** -1: for ever. */
  readonly retries: number;
  /** Seconds; -1: no limit. */
  readonly longestAgeSeconds: number;
  readonly onFailureArn?: string;
  /** Whether a record is wanted; those that are not are passed over. */
  readonly wants: (record: StreamRecord) => boolean;
}

export interface StreamMappingRooms {
  readonly clock: Clock;
  readonly functions: Pick<Functions, "invoke">;
  readonly places: Places;
  readonly readStream: (
    table: string,
    after: number,
    limit: number,
  ) => Promise<{ readonly records: StreamRecord[]; readonly last: number }>;
  readonly onStream: (table: string, wake: () => void) => void;
  /** Sends to a queue or topic; durable when it resolves. */
  readonly deliver: (targetArn: string, payload: Json) => Promise<void>;
  /** Told in one line, without contents, of records that could not be handed over; they are tried again. */
  readonly onError?: (line: string) => void;
}

/** Where each mapping is in its stream. */
export interface Places {
  read(mapping: string): Promise<number | undefined>;
  write(mapping: string, place: number): Promise<void>;
}

const firstPauseMs = 500;
const longestPauseMs = 60_000;

export function openStreamMapping(spec: StreamMappingSpec, rooms: StreamMappingRooms): Mapping {
  const { clock, functions, places } = rooms;
  const stopping = new AbortController();
  let working: Promise<void> | undefined;
  let wokenAgain = false;

  /** Index of the first record that failed; undefined when all went well, or when everything stops. */
  const attempt = async (records: readonly StreamRecord[]): Promise<number | undefined> => {
    const failedAt = await firstFailure(records);
    return stopping.signal.aborted ? undefined : failedAt;
  };
  const firstFailure = async (records: readonly StreamRecord[]): Promise<number | undefined> => {
    try {
      const event = JSON.stringify({ Records: records });
      const { payload, functionError } = await functions.invoke(spec.functionArn, event);
      if (functionError !== undefined) return 0;
      if (!spec.reportsFailures) return undefined;
      const numbers = records.map(sequenceNumberOf);
      const failed = failedIdentifiers(payload, numbers);
      return failed.size === 0 ? undefined : numbers.findIndex((number) => failed.has(number));
    } catch (error) {
      rooms.onError?.(notHandedOver(spec.streamArn, records.length, spec.functionArn, error));
      return 0;
    }
  };

  const tooOld = (record: StreamRecord): boolean =>
    spec.longestAgeSeconds >= 0 && clock.now() / 1000 - createdAt(record) > spec.longestAgeSeconds;

  /** Delivers `records` for good: until they are through, given up, or everything stops. */
  const settle = async (records: readonly StreamRecord[], attemptsBefore = 0): Promise<void> => {
    let left = records;
    let attempts = attemptsBefore;
    while (left.length > 0) {
      const failedAt = await attempt(left);
      if (failedAt === undefined) return;
      // Progress starts the count anew, as what failed first is now another record.
      attempts = failedAt > 0 ? 1 : attempts + 1;
      left = await withoutOld(left.slice(failedAt), attempts);
      if (spec.bisects && left.length > 1) return bisect(left, attempts);
      if (isExhausted(attempts)) return giveUp(left, attempts, "RetryAttemptsExhausted");
      await pause(clock, pauseFor(attempts), stopping.signal);
    }
  };
  const settleInParts = async (records: readonly StreamRecord[]): Promise<void> => {
    for (const part of fittingParts(records, (record) => record)) if (!stopping.signal.aborted) await settle(part);
  };
  const isExhausted = (attempts: number): boolean => spec.retries >= 0 && attempts > spec.retries;

  const bisect = async (records: readonly StreamRecord[], attempts: number): Promise<void> => {
    const middle = Math.ceil(records.length / 2);
    await pause(clock, pauseFor(attempts), stopping.signal);
    for (const half of [records.slice(0, middle), records.slice(middle)]) await settle(half, attempts);
  };

  const withoutOld = async (records: readonly StreamRecord[], attempts: number): Promise<readonly StreamRecord[]> => {
    const old = records.filter(tooOld);
    if (old.length === 0) return records;
    await giveUp(old, attempts, "RecordAgeExceeded");
    return records.filter((record) => !old.includes(record));
  };

  const giveUp = async (records: readonly StreamRecord[], attempts: number, condition: string): Promise<void> => {
    if (spec.onFailureArn === undefined || records.length === 0) return;
    await rooms.deliver(spec.onFailureArn, failureOf(spec, records, attempts, condition, clock.now())); // R3
  };

  const work = async (): Promise<void> => {
    let place = (await places.read(spec.id)) ?? 0;
    wokenAgain = false;
    for (;;) {
      const { records, last } = await rooms.readStream(spec.table, place, spec.batchSize);
      if (last === place || stopping.signal.aborted) return;
      await settleInParts(records.filter(spec.wants));
      if (stopping.signal.aborted) return;
      await places.write(spec.id, last); // R2
      place = last;
      // What has come meanwhile waits for its own window, or a busy stream would go out in batches of a few.
      if (records.length < spec.batchSize && spec.windowMs > 0) return;
    }
  };
  const wake = (): void => {
    wokenAgain = true;
    if (working || stopping.signal.aborted) return;
    // Only the store fails here, and it tells its own listeners; the place was not moved.
    working = pause(clock, spec.windowMs, stopping.signal)
      .then(work)
      .catch(() => undefined)
      .then(() => {
        working = undefined;
        if (wokenAgain) wake();
      });
  };

  return {
    start: async () => {
      if ((await places.read(spec.id)) === undefined && spec.startAtEnd) {
        const { last } = await rooms.readStream(spec.table, 0, Number.MAX_SAFE_INTEGER);
        await places.write(spec.id, last);
      }
      rooms.onStream(spec.table, wake);
      wake();
    },
    stop: async () => {
      stopping.abort();
      await working;
    },
  };
}

const pauseFor = (attempts: number): number => Math.min(firstPauseMs * 2 ** (attempts - 1), longestPauseMs);
const sequenceNumberOf = (record: StreamRecord): string => String(record.dynamodb["SequenceNumber"]);
const createdAt = (record: StreamRecord): number => Number(record.dynamodb["ApproximateCreationDateTime"]);

/** https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
function failureOf(
  spec: StreamMappingSpec,
  records: readonly StreamRecord[],
  attempts: number,
  condition: string,
  nowMs: number,
): Json {
  const first = records[0];
  const last = records.at(-1);
  const time = (record: StreamRecord | undefined): string =>
    new Date((record ? createdAt(record) : 0) * 1000).toISOString();
  return {
    version: "1.0",
    timestamp: new Date(nowMs).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: spec.functionArn,
      condition,
      approximateInvokeCount: attempts,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    DDBStreamBatchInfo: {
      shardId: "shardId-00000000000000000000-00000000",
      startSequenceNumber: first ? sequenceNumberOf(first) : "",
      endSequenceNumber: last ? sequenceNumberOf(last) : "",
      approximateArrivalOfFirstRecord: time(first),
      approximateArrivalOfLastRecord: time(last),
      batchSize: records.length,
      streamArn: spec.streamArn,
    },
  };
}
