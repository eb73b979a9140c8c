/** TransactWriteItems and TransactGetItems: all or nothing, with a reason for every action. */
import { hash } from "node:crypto";
import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject, Operation } from "../service.ts";
import { type Item, readItem } from "./attribute-value.ts";
import { addUnits, consumed, noUnits, readUnits, type Units, writeUnits } from "./capacity.ts";
import { asJson, type Context } from "./context.ts";
import { expressionMembers, nameMembers, readExpressions } from "./expression-parameters.ts";
import type { Path } from "./expressions/bind.ts";
import { project } from "./expressions/projection.ts";
import { type Change, readStored } from "./items.ts";
import { EmptyKey, type KeyBytes, readKey } from "./keys.ts";
import {
  capacityChoice,
  list,
  longerThan,
  oneOf,
  readRequest,
  required,
  shorterThan,
  tableName,
  text,
} from "./request.ts";
import type { Table } from "./table.ts";
import {
  ConditionFailed,
  checkScalarKeys,
  conditionMembers,
  itemMembers,
  keyMembers,
  locate,
  plan,
  readKeyed,
  readPut,
  updateMembers,
  type Write,
} from "./write.ts";

const tokenMs = 600_000;
const maxBytes = 4_194_304;

const actionMembers = {
  TableName: tableName(),
  ReturnValuesOnConditionCheckFailure: text(oneOf("ALL_OLD", "NONE")),
} as const;
const putShape = { ...actionMembers, ...itemMembers, ...conditionMembers } as const;
const keyedShape = { ...actionMembers, ...keyMembers, ...conditionMembers } as const;
const updateShape = {
  ...actionMembers,
  ...keyMembers,
  ...updateMembers,
  UpdateExpression: required(expressionMembers.UpdateExpression),
} as const;
const checkShape = { ...keyedShape, ConditionExpression: required(expressionMembers.ConditionExpression) } as const;
const actions = required(list(longerThan(1), shorterThan(100)));
const writeShape = {
  ReturnConsumedCapacity: capacityChoice(),
  TransactItems: actions,
  ReturnItemCollectionMetrics: text(oneOf("SIZE", "NONE")),
  ClientRequestToken: text(longerThan(1), shorterThan(36)),
} as const;
const getShape = { ReturnConsumedCapacity: capacityChoice(), TransactItems: actions } as const;
const getItemShape = {
  TableName: tableName(),
  ...keyMembers,
  ProjectionExpression: expressionMembers.ProjectionExpression,
  ...nameMembers,
} as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

interface Action {
  readonly write: Write;
  readonly showItem: boolean;
}

const actionReaders: Readonly<Record<string, (input: JsonObject) => Action>> = {
  ConditionCheck: (input) => {
    const request = readRequest("ConditionCheck", checkShape, input);
    return { write: readKeyed("check", request), showItem: request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" };
  },
  Put: (input) => {
    const request = readRequest("Put", putShape, input);
    return { write: readPut(request), showItem: request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" };
  },
  Delete: (input) => {
    const request = readRequest("Delete", keyedShape, input);
    return { write: readKeyed("delete", request), showItem: request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" };
  },
  Update: (input) => {
    const request = readRequest("Update", updateShape, input);
    return { write: readKeyed("update", request), showItem: request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" };
  },
};

export function transactOperations(context: Context): Record<string, Operation> {
  const { store, clock, tables, writer } = context;
  return {
    TransactWriteItems: async (input) => {
      const request = readRequest("TransactWriteItems", writeShape, input);
      const wanted = request.TransactItems.map(readAction);
      return store.transact((tx) => {
        const token = request.ClientRequestToken;
        const again = token !== undefined && !claimToken(tx, token, request.TransactItems, clock.now());
        const changes = again ? [] : planAll(tx, context, wanted);
        for (const [at, change] of changes.entries()) {
          if (wanted[at]?.write.kind !== "check") writer.apply(tx, change);
        }
        const units = changes.map((change): [string, Units] => [change.table.name, writeUnits(change, 2)]);
        return answerCapacity(request.ReturnConsumedCapacity, units);
      });
    },
    TransactGetItems: async (input) => {
      const request = readRequest("TransactGetItems", getShape, input);
      const wanted = request.TransactItems.map(readGet);
      return store.read((tx) => {
        const located = wanted.map(({ name, key, projection }) => ({ table: tables.find(tx, name), key, projection }));
        const keys = judgeAll(located, ({ table, key, projection }) => {
          if (projection) checkScalarKeys(table, projection);
          return readKey(table, key);
        });
        checkOnce(located.map(({ table }, at) => [table, keys[at]]));
        const found = located.map(({ table }, at) => {
          const key = keys[at];
          return key && readStored(tx, table, key);
        });
        const units = located.map(({ table }, at): [string, Units] => [
          table.name,
          { table: 2 * readUnits(found[at]?.size ?? 0, true), indexes: new Map() },
        ]);
        return {
          Responses: found.map((stored, at) => {
            const projection = located[at]?.projection;
            return stored ? { Item: asJson(projection ? project(stored.item, projection) : stored.item) } : {};
          }),
          ...answerCapacity(request.ReturnConsumedCapacity, units),
        };
      });
    },
  };
}

const objectOf = (json: Json | undefined): JsonObject => {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  throw new AwsError("SerializationException", "Unexpected value type in payload");
};

function readAction(json: Json): Action {
  const members = Object.entries(objectOf(json)).filter(([, value]) => value !== null && value !== undefined);
  const [member] = members;
  const read = member && actionReaders[member[0]];
  if (!member || !read || members.length !== 1) {
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  return read(objectOf(member[1]));
}

function readGet(json: Json): { name: string; key: Item; projection: readonly Path[] | undefined } {
  const request = readRequest("Get", getItemShape, objectOf(objectOf(json)["Get"]));
  const { projection } = readExpressions(request, ["ProjectionExpression"]);
  return { name: request.TableName, key: readItem(request.Key), projection };
}

/** Every action judged against the state before the transaction; none may fail, none may share an item. */
function planAll(tx: Transaction, { tables }: Context, wanted: readonly Action[]): Change[] {
  const located = wanted.map(({ write }) => tables.find(tx, write.tableName));
  const keys = wanted.map(({ write }, at) => keyIfGood(write, located[at]));
  checkOnce(located.map((table, at) => [table, keys[at]]));
  const changes = judgeAll(wanted, ({ write, showItem }, at) => {
    const table = located[at] ?? tables.find(tx, write.tableName);
    return plan(tx, write, table, keys[at] ?? locate(write, table), showItem);
  });
  const bytes = changes.reduce((sum, { size, after, before }) => sum + (after ? (size ?? before?.size ?? 0) : 0), 0);
  if (bytes > maxBytes) throw invalid("Collection size of all the items in the transaction cannot exceed 4MB");
  return changes;
}

/** A key that does not fit is its own action's reason; an empty one refuses the request. */
function keyIfGood(write: Write, table: Table | undefined): KeyBytes | undefined {
  try {
    return table && locate(write, table);
  } catch (error) {
    if (error instanceof EmptyKey || !(error instanceof AwsError)) throw error;
    return undefined;
  }
}

function checkOnce(targets: readonly (readonly [Table | undefined, KeyBytes | undefined])[]): void {
  const seen = new Set<string>();
  for (const [table, key] of targets) {
    if (!table || !key) continue;
    const id = `${table.id}/${Buffer.from(key.pk).toString("hex")}/${Buffer.from(key.sk).toString("hex")}`;
    if (seen.has(id)) throw invalid("Transaction request cannot include multiple operations on one item");
    seen.add(id);
  }
}

/** Runs `judge` on all, and cancels with a reason for each when one of them threw. */
function judgeAll<T, R>(all: readonly T[], judge: (one: T, at: number) => R): R[] {
  const reasons: JsonObject[] = [];
  const results: R[] = [];
  for (const [at, one] of all.entries()) {
    try {
      results.push(judge(one, at));
      reasons.push({ Code: "None" });
    } catch (error) {
      reasons.push(reasonOf(error));
    }
  }
  if (results.length === all.length) return results;
  const codes = reasons.map((reason) => String(reason["Code"])).join(", ");
  throw new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { fields: { CancellationReasons: reasons } },
  );
}

function reasonOf(error: unknown): JsonObject {
  if (error instanceof ConditionFailed) {
    const item = error.fields["Item"];
    const reason = { Code: "ConditionalCheckFailed", Message: error.message };
    return item === undefined ? reason : { ...reason, Item: item as Json }; // ConditionFailed put an item there
  }
  if (error instanceof EmptyKey || !(error instanceof AwsError) || error.name !== "ValidationException") throw error;
  return { Code: "ValidationError", Message: error.message };
}

/** False when the same request was already carried out under this token; throws when it was another request. */
function claimToken(tx: Transaction, token: string, request: readonly Json[], nowMs: number): boolean {
  tx.run("DELETE FROM dynamo_tokens WHERE until_ms <= ?", nowMs);
  const digest = hash("sha256", JSON.stringify(sorted([...request])), "buffer");
  const row = tx.get("SELECT request FROM dynamo_tokens WHERE token = ?", token);
  if (!row) {
    tx.run("INSERT INTO dynamo_tokens VALUES (?, ?, ?)", token, digest, nowMs + tokenMs);
    return true;
  }
  if (row["request"] instanceof Uint8Array && digest.equals(row["request"])) return false;
  throw new AwsError(
    "IdempotentParameterMismatchException",
    "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.",
  );
}

/** The order of members does not make a request another one. */
function sorted(json: Json): Json {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== "object" || json === null) return json;
  const names = Object.keys(json).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(names.map((name) => [name, sorted(json[name] ?? null)]));
}

function answerCapacity(choice: string | undefined, spent: readonly [string, Units][]): JsonObject {
  const byTable = new Map<string, Units>();
  for (const [name, units] of choice === undefined || choice === "NONE" ? [] : spent) {
    const sum = byTable.get(name) ?? noUnits();
    addUnits(sum, units);
    byTable.set(name, sum);
  }
  const all = [...byTable].flatMap(([name, units]) => consumed(choice, name, () => units) ?? []);
  return all.length > 0 ? { ConsumedCapacity: all } : {};
}
