/** PutItem, UpdateItem, DeleteItem, GetItem. */
import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { JsonObject, Operation } from "../service.ts";
import { type Item, readItem } from "./attribute-value.ts";
import { consumed, readUnits, writeUnits } from "./capacity.ts";
import { asJson, type Context } from "./context.ts";
import { expressionMembers, nameMembers, readExpressions } from "./expression-parameters.ts";
import { project } from "./expressions/projection.ts";
import { type Change, readStored } from "./items.ts";
import { readKey } from "./keys.ts";
import { capacityChoice, flag, oneOf, readRequest, tableName, text } from "./request.ts";
import {
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

const answerMembers = {
  ReturnConsumedCapacity: capacityChoice(),
  // Only tables with local indexes have item collections to measure; there are none here, and AWS then answers nothing.
  ReturnItemCollectionMetrics: text(oneOf("SIZE", "NONE")),
  ReturnValues: text(oneOf("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW")),
  ReturnValuesOnConditionCheckFailure: text(oneOf("ALL_OLD", "NONE")),
} as const;

const putShape = { TableName: tableName(), ...itemMembers, ...conditionMembers, ...answerMembers } as const;
const deleteShape = { TableName: tableName(), ...keyMembers, ...conditionMembers, ...answerMembers } as const;
const updateShape = { TableName: tableName(), ...keyMembers, ...updateMembers, ...answerMembers } as const;
const getShape = {
  ReturnConsumedCapacity: capacityChoice(),
  TableName: tableName(),
  ...keyMembers,
  ConsistentRead: flag(),
  ProjectionExpression: expressionMembers.ProjectionExpression,
  ...nameMembers,
} as const;

interface Answer {
  readonly ReturnValues?: string | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
}

export function singleItemOperations(context: Context): Record<string, Operation> {
  const write = (requested: Write, answer: Answer): Promise<JsonObject> =>
    context.store.transact((tx) => {
      const change = carryOut(tx, context, requested, answer.ReturnValuesOnConditionCheckFailure === "ALL_OLD");
      const attributes = returned(answer.ReturnValues, requested, change);
      const capacity = consumed(answer.ReturnConsumedCapacity, change.table.name, () => writeUnits(change));
      return {
        ...(attributes && Object.keys(attributes).length > 0 && { Attributes: asJson(attributes) }),
        ...(capacity && { ConsumedCapacity: capacity }),
      };
    });

  return {
    PutItem: async (input) => {
      const request = readRequest("PutItem", putShape, input);
      return write(
        readPut(request, () => checkOldOnly(request.ReturnValues)),
        request,
      );
    },
    DeleteItem: async (input) => {
      const request = readRequest("DeleteItem", deleteShape, input);
      return write(
        readKeyed("delete", request, () => checkOldOnly(request.ReturnValues)),
        request,
      );
    },
    UpdateItem: async (input) => {
      const request = readRequest("UpdateItem", updateShape, input);
      return write(readKeyed("update", request), request);
    },
    GetItem: async (input) => {
      const request = readRequest("GetItem", getShape, input);
      const key = readItem(request.Key);
      const { projection } = readExpressions(request, ["ProjectionExpression"]);
      return context.store.read((tx) => {
        const table = context.tables.find(tx, request.TableName);
        const at = readKey(table, key);
        if (projection) checkScalarKeys(table, projection);
        const found = readStored(tx, table, at);
        const capacity = consumed(request.ReturnConsumedCapacity, table.name, () => ({
          table: readUnits(found?.size ?? 0, request.ConsistentRead ?? false),
          indexes: new Map(),
        }));
        return {
          ...(found && { Item: asJson(projection ? project(found.item, projection) : found.item) }),
          ...(capacity && { ConsumedCapacity: capacity }),
        };
      });
    },
  };
}

/** Plans and applies one write; throws AwsError. */
function carryOut(tx: Transaction, context: Context, write: Write, showItem: boolean): Change {
  const table = context.tables.find(tx, write.tableName);
  const change = plan(tx, write, table, locate(write, table), showItem);
  context.writer.apply(tx, change);
  return change;
}

function checkOldOnly(choice: string | undefined): void {
  if (choice === undefined || choice === "ALL_OLD" || choice === "NONE") return;
  throw new AwsError("ValidationException", "ReturnValues can only be ALL_OLD or NONE");
}

function returned(choice: string | undefined, { expressions }: Write, { before, after }: Change): Item | undefined {
  const paths = expressions.update?.map(({ path }) => path) ?? [];
  if (choice === "ALL_OLD") return before?.item;
  if (choice === "ALL_NEW") return after;
  if (choice === "UPDATED_OLD") return before && project(before.item, paths);
  return choice === "UPDATED_NEW" && after ? project(after, paths) : undefined;
}
