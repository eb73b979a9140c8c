// The embedded DynamoDB: tables of the template, in the one store.
//
//   1. An acknowledged write is on disk with its index rows and its stream record, or none of them is.
//   2. Reads, index reads too, see every write acknowledged before them (AWS promises less for indexes).
//   3. Stream readers are woken after the commit, never before; whoever slept through a crash reads from its own mark.
//   4. Operations and parameters not known here are refused by name.
import type { Clock } from "../../clock.ts";
import type { Store } from "../../store.ts";
import type { Operations } from "../service.ts";
import { batchGetOperation } from "./batch-get.ts";
import { batchWriteOperation } from "./batch-write.ts";
import type { Context } from "./context.ts";
import { describeOperations } from "./describe.ts";
import { openExpiry } from "./expiry.ts";
import { openWriter } from "./items.ts";
import { migrations } from "./migrations.ts";
import { queryOperation } from "./query.ts";
import { scanOperation } from "./scan.ts";
import { singleItemOperations } from "./single-item.ts";
import { streamOperations } from "./stream-operations.ts";
import { type RecordPage, readRecords, recordLifeMs } from "./stream-records.ts";
import type { TableSpec } from "./table.ts";
import { openTables, tableName } from "./tables.ts";
import { transactGetOperation } from "./transact-get.ts";
import { transactWriteOperation } from "./transact-write.ts";

export interface Dynamo {
  /** DynamoDB_20120810 */
  readonly operations: Operations;
  /** DynamoDBStreams_20120810 */
  readonly streamOperations: Operations;
  /**
   * Makes the table, or takes over the one of an earlier start; adds and drops indexes as the template did.
   * Throws when a key schema or an index changed, saying what to do.
   */
  createTable(spec: TableSpec): Promise<{ arn: string; streamArn?: string }>;
  /** Up to `limit` records of the table's stream after the record `after` (0: from the beginning). */
  readStream(table: string, after: number, limit: number): Promise<RecordPage>;
  /** Calls `wake` after every commit that added records to the table's stream. */
  onStream(table: string, wake: () => void): void;
  /** Arms the sweeps that delete what expired. */
  start(): Promise<void>;
  stop(): void;
}

/** Opens DynamoDB on `store`; time to live and record ages follow `clock`. */
export function openDynamo({ store, clock }: { store: Store; clock: Clock }): Dynamo {
  store.migrate("dynamodb", migrations);
  const wakers = new Map<string, (() => void)[]>();
  const onExpiry = (atSeconds: number): void => expiry.expect(atSeconds * 1_000);
  const tables = openTables(store, clock, onExpiry);
  const writer = openWriter({
    now: clock.now,
    onRecord: ({ name }) => {
      for (const wake of wakers.get(name) ?? []) wake();
      expiry.expect(clock.now() + recordLifeMs);
    },
    onExpiry,
  });
  const expiry = openExpiry({ store, clock, tables, writer });
  const context: Context = { store, clock, tables, writer };

  return {
    operations: {
      ...singleItemOperations(context),
      BatchGetItem: batchGetOperation(context),
      BatchWriteItem: batchWriteOperation(context),
      TransactWriteItems: transactWriteOperation(context),
      TransactGetItems: transactGetOperation(context),
      Query: queryOperation(context),
      Scan: scanOperation(context),
      ...describeOperations(context),
    },
    streamOperations: streamOperations(context),
    createTable: async (spec) => {
      const { arn, stream } = await tables.create(spec);
      return stream ? { arn, streamArn: stream.arn } : { arn };
    },
    readStream: (name, after, limit) =>
      store.read((tx) => readRecords(tx, tables.find(tx, name), { after, limit, nowMs: clock.now() })),
    onStream: (name, wake) => {
      const table = tableName(name);
      wakers.set(table, [...(wakers.get(table) ?? []), wake]);
    },
    start: () => expiry.start(),
    stop: () => expiry.stop(),
  };
}
