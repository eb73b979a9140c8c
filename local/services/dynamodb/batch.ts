/** BatchGetItem and BatchWriteItem: many items, each on its own. */
import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject, Operation } from "../service.ts";
import { readItem } from "./attribute-value.ts";
import { addUnits, consumed, noUnits, readUnits, type Units, writeUnits } from "./capacity.ts";
import { asJson, type Context } from "./context.ts";
import { expressionMembers, nameMembers, readExpressions } from "./expression-parameters.ts";
import { project } from "./expressions/projection.ts";
import { readStored } from "./items.ts";
import { type KeyBytes, readKey } from "./keys.ts";
import {
  capacityChoice,
  flag,
  list,
  longerThan,
  map,
  oneOf,
  readRequest,
  required,
  shorterThan,
  text,
} from "./request.ts";
import type { Table } from "./table.ts";
import { checkScalarKeys, itemMembers, keyMembers, locate, plan, readKeyed, readPut, type Write } from "./write.ts";

const maxGets = 100;
const maxWrites = 25;
const maxResponseBytes = 16 * 1_048_576;

const requestItems = required(map(longerThan(1)));
const getShape = { ReturnConsumedCapacity: capacityChoice(), RequestItems: requestItems } as const;
const writeShape = {
  ReturnConsumedCapacity: capacityChoice(),
  ReturnItemCollectionMetrics: text(oneOf("SIZE", "NONE")),
  RequestItems: requestItems,
} as const;
const keysShape = {
  Keys: required(list(longerThan(1), shorterThan(100))),
  ConsistentRead: flag(),
  ProjectionExpression: expressionMembers.ProjectionExpression,
  ...nameMembers,
} as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
const duplicates = (): AwsError => invalid("Provided list of item keys contains duplicates");

const objectOf = (json: Json | undefined): JsonObject => {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  throw new AwsError("SerializationException", "Unexpected value type in payload");
};
const listOf = (json: Json): Json[] => {
  if (Array.isArray(json)) return json;
  throw new AwsError("SerializationException", "Start of structure or map found where not expected");
};

export function batchOperations(context: Context): Record<string, Operation> {
  return { BatchGetItem: batchGet(context), BatchWriteItem: batchWrite(context) };
}

function batchGet({ store, tables }: Context): Operation {
  return async (input) => {
    const request = readRequest("BatchGetItem", getShape, input);
    const wanted = Object.entries(request.RequestItems).map(([name, json]) => {
      const part = readRequest("BatchGetItem", keysShape, objectOf(json));
      const { projection } = readExpressions(part, ["ProjectionExpression"]);
      return { name, part, projection, keys: part.Keys.map((key) => readItem(key)) };
    });
    if (wanted.reduce((sum, { keys }) => sum + keys.length, 0) > maxGets) {
      throw invalid("Too many items requested for the BatchGetItem call");
    }
    return store.read((tx) => {
      let room = maxResponseBytes;
      const responses: JsonObject = {};
      const unprocessed: JsonObject = {};
      const capacity: JsonObject[] = [];
      for (const { name, part, projection, keys } of wanted) {
        const table = tables.find(tx, name);
        if (projection) checkScalarKeys(table, projection);
        const located = keys.map((key) => readKey(table, key));
        checkOnce(table, located);
        const items: JsonObject[] = [];
        const left: Json[] = [];
        let units = 0;
        for (const [at, key] of located.entries()) {
          const found = readStored(tx, table, key);
          const size = found?.size ?? 0;
          const answered = size <= room;
          if (answered) {
            room -= size;
            units += readUnits(size, part.ConsistentRead ?? false);
            if (found) items.push(asJson(projection ? project(found.item, projection) : found.item));
          } else left.push(part.Keys[at] ?? null);
        }
        responses[name] = items;
        if (left.length > 0) unprocessed[name] = { ...objectOf(request.RequestItems[name]), Keys: left };
        const spent = consumed(request.ReturnConsumedCapacity, table.name, () => ({
          table: units,
          indexes: new Map(),
        }));
        if (spent) capacity.push(spent);
      }
      return {
        Responses: responses,
        UnprocessedKeys: unprocessed,
        ...(capacity.length > 0 && { ConsumedCapacity: capacity }),
      };
    });
  };
}

function batchWrite({ store, tables, writer }: Context): Operation {
  return async (input) => {
    const request = readRequest("BatchWriteItem", writeShape, input);
    const wanted = Object.entries(request.RequestItems).map(([name, json]) => ({
      name,
      writes: readWrites(name, listOf(json)),
    }));
    const count = wanted.reduce((sum, { writes }) => sum + writes.length, 0);
    if (count > maxWrites) throw invalid("Too many items requested for the BatchWriteItem call");
    return store.transact((tx) => {
      const located = wanted.map(({ name, writes }) => {
        const table = tables.find(tx, name);
        const keys = writes.map((write) => locateInBatch(write, table));
        checkOnce(table, keys);
        return { table, targets: writes.flatMap((write, at) => (keys[at] ? [{ write, key: keys[at] }] : [])) };
      });
      const capacity = located.map(({ table, targets }) => {
        const spent: Units = noUnits();
        for (const { write, key } of targets) {
          const change = plan(tx, write, table, key, false);
          writer.apply(tx, change);
          if (request.ReturnConsumedCapacity !== undefined) addUnits(spent, writeUnits(change));
        }
        return consumed(request.ReturnConsumedCapacity, table.name, () => spent);
      });
      const told = capacity.filter((spent) => spent !== undefined);
      return { UnprocessedItems: {}, ...(told.length > 0 && { ConsumedCapacity: told }) };
    });
  };
}

function readWrites(name: string, requests: readonly Json[]): Write[] {
  if (requests.length === 0 || requests.length > maxWrites) {
    throw invalid(
      `1 validation error detected: Value '${JSON.stringify({ [name]: requests.length })}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]`,
    );
  }
  return requests.map((json) => {
    const members = Object.entries(objectOf(json)).filter(([, value]) => value !== null);
    const [kind, content] = members[0] ?? [];
    if (members.length !== 1 || content === undefined) {
      throw invalid(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
      );
    }
    if (kind === "PutRequest") {
      return readPut({ TableName: name, ...readRequest("PutRequest", itemMembers, objectOf(content)) });
    }
    if (kind === "DeleteRequest") {
      return readKeyed("delete", { TableName: name, ...readRequest("DeleteRequest", keyMembers, objectOf(content)) });
    }
    throw invalid(`A write request of BatchWriteItem is PutRequest or DeleteRequest, not ${kind}`);
  });
}

/** A batch words a bad key of an item to put like any other bad key. */
function locateInBatch(write: Write, table: Table): KeyBytes {
  try {
    return locate(write, table);
  } catch (error) {
    if (!(error instanceof AwsError) || !/Missing the key|Type mismatch for key/.test(error.message)) throw error;
    throw invalid("The provided key element does not match the schema");
  }
}

function checkOnce(table: Table, keys: readonly KeyBytes[]): void {
  const seen = new Set<string>();
  for (const { pk, sk } of keys) {
    const id = `${table.id}/${Buffer.from(pk).toString("hex")}/${Buffer.from(sk).toString("hex")}`;
    if (seen.has(id)) throw duplicates();
    seen.add(id);
  }
}
