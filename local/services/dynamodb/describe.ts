/** DescribeTable, ListTables, DescribeContinuousBackups, and time to live as settings. */
import { hash } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import type { JsonObject, Operation } from "../service.ts";
import type { Context } from "./context.ts";
import type { Read } from "./items.ts";
import { atLeast, atMost, longerThan, map, readRequest, required, tableName, text, whole } from "./request.ts";
import { type Keys, keyAttributes, type Table } from "./table.ts";
import { tableName as nameIn } from "./tables.ts";

const tableShape = { TableName: tableName() } as const;
const listShape = { ExclusiveStartTableName: text(), Limit: whole(atLeast(1), atMost(100)) } as const;
const timeToLiveShape = { TableName: tableName(), TimeToLiveSpecification: required(map(longerThan(1))) } as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

export function describeOperations({ store, tables }: Context): Record<string, Operation> {
  /** These operations name the missing table, unlike those on items. */
  const find = (tx: Read, name: string): Table => {
    try {
      return tables.find(tx, name);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new AwsError(error.name, `Requested resource not found: Table: ${nameIn(name)} not found`);
    }
  };
  return {
    DescribeTable: async (input) => {
      const request = readRequest("DescribeTable", tableShape, input);
      return store.read((tx) => ({ Table: description(tx, find(tx, request.TableName)) }));
    },
    ListTables: async (input) => {
      const request = readRequest("ListTables", listShape, input);
      return store.read((tx) => {
        const names = tables.all(tx).map(({ name }) => name);
        const from = request.ExclusiveStartTableName;
        const rest = from === undefined ? names : names.filter((name) => name > from);
        const shown = rest.slice(0, request.Limit ?? 100);
        const last = shown.length < rest.length ? shown.at(-1) : undefined;
        return { TableNames: shown, ...(last !== undefined && { LastEvaluatedTableName: last }) };
      });
    },
    DescribeTimeToLive: async (input) => {
      const request = readRequest("DescribeTimeToLive", tableShape, input);
      return store.read((tx) => {
        const { ttlAttribute } = find(tx, request.TableName);
        return {
          TimeToLiveDescription:
            ttlAttribute === undefined
              ? { TimeToLiveStatus: "DISABLED" }
              : { TimeToLiveStatus: "ENABLED", AttributeName: ttlAttribute },
        };
      });
    },
    UpdateTimeToLive: async (input) => {
      const request = readRequest("UpdateTimeToLive", timeToLiveShape, input);
      const { Enabled: enabled, AttributeName: attribute } = request.TimeToLiveSpecification;
      if (typeof enabled !== "boolean" || typeof attribute !== "string" || attribute === "") {
        throw invalid("TimeToLiveSpecification needs Enabled and AttributeName");
      }
      return store.transact((tx) => {
        const table = find(tx, request.TableName);
        if (!enabled && table.ttlAttribute === undefined) throw invalid("TimeToLive is already disabled");
        if (enabled && table.ttlAttribute === attribute) throw invalid("TimeToLive is already enabled");
        if (table.ttlAttribute !== undefined && table.ttlAttribute !== attribute) {
          throw invalid(
            `TimeToLive is active on a different AttributeName: current AttributeName is ${table.ttlAttribute}`,
          );
        }
        tables.setTimeToLive(tx, table, enabled ? attribute : undefined);
        return { TimeToLiveSpecification: { Enabled: enabled, AttributeName: attribute } };
      });
    },
    DescribeContinuousBackups: async (input) => {
      const request = readRequest("DescribeContinuousBackups", tableShape, input);
      return store.read((tx) => {
        find(tx, request.TableName);
        return {
          ContinuousBackupsDescription: {
            ContinuousBackupsStatus: "ENABLED",
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" },
          },
        };
      });
    },
  };
}

function description(tx: Read, table: Table): JsonObject {
  const size = (from: string, ...values: (string | number)[]) => {
    const row = tx.get(`SELECT count(*) AS items, coalesce(sum(i.size), 0) AS bytes FROM ${from}`, ...values);
    return { ItemCount: Number(row?.["items"]), bytes: Number(row?.["bytes"]) };
  };
  const { ItemCount, bytes } = size("dynamo_items i WHERE i.table_id = ?", table.id);
  const digest = hash("md5", table.arn);
  const { stream } = table;
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    TableStatus: "ACTIVE",
    CreationDateTime: table.createdMs / 1_000,
    KeySchema: keySchema(table),
    AttributeDefinitions: attributeDefinitions(table),
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    ProvisionedThroughput: noThroughput,
    DeletionProtectionEnabled: false,
    ItemCount,
    TableSizeBytes: bytes,
    ...(table.indexes.length > 0 && {
      GlobalSecondaryIndexes: table.indexes.map((index) => {
        const rows = size("dynamo_index_rows r JOIN dynamo_items i ON i.id = r.item_id WHERE r.index_id = ?", index.id);
        return {
          IndexName: index.name,
          IndexArn: `${table.arn}/index/${index.name}`,
          IndexStatus: "ACTIVE",
          KeySchema: keySchema(index),
          Projection: {
            ProjectionType: index.projection,
            ...(index.included.length > 0 && { NonKeyAttributes: [...index.included] }),
          },
          ProvisionedThroughput: noThroughput,
          ItemCount: rows.ItemCount,
          IndexSizeBytes: rows.bytes,
        };
      }),
    }),
    ...(stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view },
      LatestStreamArn: stream.arn,
      LatestStreamLabel: stream.label,
    }),
  };
}

const noThroughput: JsonObject = { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

const keySchema = (keys: Keys): JsonObject[] =>
  keyAttributes(keys).map(({ name }, at) => ({ AttributeName: name, KeyType: at === 0 ? "HASH" : "RANGE" }));

function attributeDefinitions(table: Table): JsonObject[] {
  const keys = [table, ...table.indexes].flatMap(keyAttributes);
  const types = new Map(keys.map(({ name, type }) => [name, type]));
  return [...types].map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
}
