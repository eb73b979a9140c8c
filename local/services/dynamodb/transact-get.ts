/** TransactGetItems: several items as they stood at one moment. */
import type { Json, Operation } from "../service.ts";
import { type Item, readItem } from "./attribute-value.ts";
import { checkOnce, judgeAll, twiceInTransaction } from "./cancel.ts";
import { consumedByTable, readUnits } from "./capacity.ts";
import { asJson, type Context } from "./context.ts";
import { expressionMembers, nameMembers, readExpressions } from "./expression-parameters.ts";
import type { Path } from "./expressions/bind.ts";
import { project } from "./expressions/projection.ts";
import { readStored } from "./items.ts";
import { readKey } from "./keys.ts";
import {
  capacityChoice,
  list,
  longerThan,
  objectOf,
  readRequest,
  required,
  shorterThan,
  tableName,
} from "./request.ts";
import { checkScalarKeys, keyMembers } from "./write.ts";

const requestShape = {
  ReturnConsumedCapacity: capacityChoice(),
  TransactItems: required(list(longerThan(1), shorterThan(100))),
} as const;
const getShape = {
  TableName: tableName(),
  ...keyMembers,
  ProjectionExpression: expressionMembers.ProjectionExpression,
  ...nameMembers,
} as const;

interface Get {
  readonly name: string;
  readonly key: Item;
  readonly projection: readonly Path[] | undefined;
}

export function transactGetOperation({ store, tables }: Context): Operation {
  return async (input) => {
    const request = readRequest("TransactGetItems", requestShape, input);
    const wanted = request.TransactItems.map(readGet);
    return store.read((tx) => {
      const located = wanted.map((get) => ({ ...get, table: tables.find(tx, get.name) }));
      const keyed = judgeAll(located, ({ table, key, projection }) => {
        if (projection) checkScalarKeys(table, projection);
        return { table, projection, at: readKey(table, key) };
      });
      checkOnce(
        keyed.map(({ table, at }) => [table, at]),
        twiceInTransaction,
      );
      const found = keyed.map(({ table, projection, at }) => ({
        table,
        projection,
        stored: readStored(tx, table, at),
      }));
      return {
        Responses: found.map(({ projection, stored }) =>
          stored ? { Item: asJson(projection ? project(stored.item, projection) : stored.item) } : {},
        ),
        ...consumedByTable(request.ReturnConsumedCapacity, () =>
          found.map(({ table, stored }) => [
            table.name,
            { table: 2 * readUnits(stored?.size ?? 0, true), indexes: new Map() },
          ]),
        ),
      };
    });
  };
}

function readGet(json: Json): Get {
  const request = readRequest("Get", getShape, objectOf(objectOf(json)["Get"]));
  const { projection } = readExpressions(request, ["ProjectionExpression"]);
  return { name: request.TableName, key: readItem(request.Key), projection };
}
