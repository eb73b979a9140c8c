/** BatchGetItem: up to 100 items; what would exceed 16 MB is left for another call. */
import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject, Operation } from "../service.ts";
import { type Item, readItem } from "./attribute-value.ts";
import { checkOnce } from "./cancel.ts";
import { consumedByTable, readUnits, type Units } from "./capacity.ts";
import { asJson, type Context } from "./context.ts";
import { expressionMembers, nameMembers, readExpressions } from "./expression-parameters.ts";
import type { Path } from "./expressions/bind.ts";
import { project } from "./expressions/projection.ts";
import { type Read, readStored } from "./items.ts";
import { readKey } from "./keys.ts";
import {
  capacityChoice,
  flag,
  list,
  longerThan,
  map,
  objectOf,
  readRequest,
  required,
  shorterThan,
} from "./request.ts";
import type { Tables } from "./tables.ts";
import { checkScalarKeys } from "./write.ts";

const maxGets = 100;
const maxAnswerBytes = 16 * 1_048_576;

const requestShape = { ReturnConsumedCapacity: capacityChoice(), RequestItems: required(map(longerThan(1))) } as const;
const tableShape = {
  Keys: required(list(longerThan(1), shorterThan(maxGets))),
  ConsistentRead: flag(),
  ProjectionExpression: expressionMembers.ProjectionExpression,
  ...nameMembers,
} as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

/** What is wanted of one table. */
interface Wanted {
  readonly name: string;
  readonly request: JsonObject;
  readonly keys: readonly { readonly json: Json; readonly key: Item }[];
  readonly projection: readonly Path[] | undefined;
  readonly consistent: boolean;
}
interface Got {
  readonly items: JsonObject[];
  readonly left: Json[];
  readonly units: Units;
}

export function batchGetOperation({ store, tables }: Context): Operation {
  return async (input) => {
    const request = readRequest("BatchGetItem", requestShape, input);
    const wanted = Object.entries(request.RequestItems).map(([name, json]) => readWanted(name, objectOf(json)));
    if (wanted.reduce((sum, { keys }) => sum + keys.length, 0) > maxGets) {
      throw invalid("Too many items requested for the BatchGetItem call");
    }
    return store.read((tx) => {
      const room = { bytes: maxAnswerBytes };
      const got = wanted.map((part): [Wanted, Got] => [part, getFrom(tx, tables, part, room)]);
      return {
        Responses: Object.fromEntries(got.map(([{ name }, { items }]) => [name, items])),
        UnprocessedKeys: Object.fromEntries(
          got.flatMap(([{ name, request }, { left }]) => (left.length > 0 ? [[name, { ...request, Keys: left }]] : [])),
        ),
        ...consumedByTable(request.ReturnConsumedCapacity, () => got.map(([{ name }, { units }]) => [name, units])),
      };
    });
  };
}

function readWanted(name: string, json: JsonObject): Wanted {
  const request = readRequest("BatchGetItem", tableShape, json);
  const { projection } = readExpressions(request, ["ProjectionExpression"]);
  const keys = request.Keys.map((key) => ({ json: key, key: readItem(key) }));
  return { name, request: json, keys, projection, consistent: request.ConsistentRead ?? false };
}

/** `room` shrinks by what is answered. */
function getFrom(tx: Read, tables: Tables, wanted: Wanted, room: { bytes: number }): Got {
  const { projection, keys } = wanted;
  const table = tables.find(tx, wanted.name);
  if (projection) checkScalarKeys(table, projection);
  const located = keys.map(({ json, key }) => ({ json, at: readKey(table, key) }));
  checkOnce(
    located.map(({ at }) => [table, at]),
    "Provided list of item keys contains duplicates",
  );
  const got: Got = { items: [], left: [], units: { table: 0, indexes: new Map() } };
  for (const { json, at } of located) {
    const found = readStored(tx, table, at);
    const size = found?.size ?? 0;
    if (size > room.bytes) {
      got.left.push(json);
      continue;
    }
    room.bytes -= size;
    got.units.table += readUnits(size, wanted.consistent);
    if (found) got.items.push(asJson(projection ? project(found.item, projection) : found.item));
  }
  return got;
}
