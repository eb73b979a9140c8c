/** The DynamoDBStreams API. Every stream here has one shard that never closes. */
import { AwsError } from "../aws-error.ts";
import type { JsonObject, Operation } from "../service.ts";
import type { Context } from "./context.ts";
import type { Read } from "./items.ts";
import { atLeast, atMost, longerThan, oneOf, readRequest, required, text, whole } from "./request.ts";
import {
  newestSequence,
  readRecords,
  recordLifeMs,
  type StreamRecord,
  sequenceNumber,
  sequenceOf,
} from "./stream-records.ts";
import { keyAttributes, type Stream, type Table } from "./table.ts";
import { tableName } from "./tables.ts";

const shardId = "shardId-00000000000000000000-00000001";
const iteratorLifeMs = 900_000;

const streamArn = required(text(longerThan(37)));
const listShape = {
  TableName: text(),
  Limit: whole(atLeast(1), atMost(100)),
  ExclusiveStartStreamArn: text(),
} as const;
const describeShape = {
  StreamArn: streamArn,
  Limit: whole(atLeast(1), atMost(100)),
  ExclusiveStartShardId: text(),
} as const;
const iteratorShape = {
  StreamArn: streamArn,
  ShardId: required(text()),
  ShardIteratorType: required(text(oneOf("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER", "TRIM_HORIZON", "LATEST"))),
  SequenceNumber: text(),
} as const;
const recordsShape = { ShardIterator: required(text(longerThan(1))), Limit: whole(atLeast(1), atMost(1_000)) } as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
const noStream = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);

type Streaming = Table & { readonly stream: Stream };
const isStreaming = (table: Table): table is Streaming => table.stream !== undefined;

export function streamOperations({ store, clock, tables }: Context): Record<string, Operation> {
  const tableOf = (tx: Read, arn: string): Streaming => {
    const table = tables.all(tx).find((known) => known.stream?.arn === arn);
    if (!table || !isStreaming(table)) throw noStream(arn);
    return table;
  };
  const iterator = (arn: string, after: number): string =>
    `${arn}|${Buffer.from(JSON.stringify({ after, atMs: clock.now() })).toString("base64")}`;

  return {
    ListStreams: async (input) => {
      const request = readRequest("ListStreams", listShape, input);
      const only = request.TableName === undefined ? undefined : tableName(request.TableName);
      return store.read((tx) => {
        const streaming = tables.all(tx).filter(isStreaming);
        const wanted = streaming.filter(({ name }) => only === undefined || name === only);
        const from = wanted.findIndex(({ stream }) => stream.arn === request.ExclusiveStartStreamArn) + 1;
        const shown = wanted.slice(from, from + (request.Limit ?? 100));
        const last = from + shown.length < wanted.length ? shown.at(-1)?.stream.arn : undefined;
        return {
          Streams: shown.map(({ name, stream }) => ({
            StreamArn: stream.arn,
            TableName: name,
            StreamLabel: stream.label,
          })),
          ...(last !== undefined && { LastEvaluatedStreamArn: last }),
        };
      });
    },
    DescribeStream: async (input) => {
      const request = readRequest("DescribeStream", describeShape, input);
      return store.read((tx) => ({
        StreamDescription: describe(tableOf(tx, request.StreamArn), request.ExclusiveStartShardId === shardId),
      }));
    },
    GetShardIterator: async (input) => {
      const request = readRequest("GetShardIterator", iteratorShape, input);
      return store.read((tx) => {
        const table = tableOf(tx, request.StreamArn);
        if (request.ShardId !== shardId) {
          throw new AwsError(
            "ResourceNotFoundException",
            `Requested resource not found: Shard does not exist: ${request.ShardId}`,
          );
        }
        return { ShardIterator: iterator(table.stream.arn, startOf(tx, request, clock.now())) };
      });
    },
    GetRecords: async (input) => {
      const request = readRequest("GetRecords", recordsShape, input);
      const { arn, after, atMs } = readIterator(request.ShardIterator);
      if (clock.now() - atMs > iteratorLifeMs) {
        throw new AwsError(
          "ExpiredIteratorException",
          "Iterator expired. The iterator was created more than 15 minutes ago.",
        );
      }
      return store.read((tx) => {
        const wanted = { after, limit: request.Limit ?? 1_000, nowMs: clock.now() };
        const { records, last } = readRecords(tx, tableOf(tx, arn), wanted);
        return { Records: records.map(asWire), NextShardIterator: iterator(arn, last) };
      });
    },
  };
}

interface Start {
  readonly ShardIteratorType: string;
  readonly SequenceNumber?: string | undefined;
}

/** The sequence after which an iterator begins to read. */
function startOf(tx: Read, { ShardIteratorType: type, SequenceNumber: sequence }: Start, nowMs: number): number {
  if (type === "LATEST") return newestSequence(tx);
  if (type === "TRIM_HORIZON") return 0;
  const at = sequence === undefined ? undefined : sequenceOf(sequence);
  if (at === undefined) throw invalid("The request must contain a valid SequenceNumber for this iterator type");
  checkNotTrimmed(tx, at, nowMs);
  return type === "AT_SEQUENCE_NUMBER" ? at - 1 : at;
}

function checkNotTrimmed(tx: Read, seq: number, nowMs: number): void {
  const row = tx.get("SELECT at_ms FROM dynamo_stream WHERE seq = ?", seq);
  const known = row ? Number(row["at_ms"]) > nowMs - recordLifeMs : seq > newestSequence(tx);
  if (known) return;
  throw new AwsError(
    "TrimmedDataAccessException",
    "The requested sequence number is older than the trim horizon. Records are kept for 24 hours",
  );
}

function readIterator(text: string): { arn: string; after: number; atMs: number } {
  const cut = text.lastIndexOf("|");
  try {
    const state: unknown = JSON.parse(Buffer.from(text.slice(cut + 1), "base64").toString());
    if (cut > 0 && typeof state === "object" && state !== null && "after" in state && "atMs" in state) {
      return { arn: text.slice(0, cut), after: Number(state.after), atMs: Number(state.atMs) };
    }
  } catch {
    // falls through to the one refusal: whatever is wrong with it, it is no iterator of ours
  }
  throw invalid("Invalid ShardIterator");
}

function describe(table: Streaming, pastOnlyShard: boolean): JsonObject {
  return {
    StreamArn: table.stream.arn,
    StreamLabel: table.stream.label,
    StreamStatus: "ENABLED",
    StreamViewType: table.stream.view,
    CreationRequestDateTime: Date.parse(`${table.stream.label}Z`) / 1_000,
    TableName: table.name,
    KeySchema: keyAttributes(table).map(({ name }, at) => ({
      AttributeName: name,
      KeyType: at === 0 ? "HASH" : "RANGE",
    })),
    Shards: pastOnlyShard
      ? []
      : [{ ShardId: shardId, SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(0) } }],
  };
}

/** The API spells two members of userIdentity, and no ARN, differently from Lambda's event. */
function asWire({ userIdentity, eventSourceARN: _own, ...record }: StreamRecord): JsonObject {
  if (!userIdentity) return record;
  return { ...record, userIdentity: { PrincipalId: userIdentity.principalId, Type: userIdentity.type } };
}
