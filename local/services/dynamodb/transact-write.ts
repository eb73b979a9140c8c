/** TransactWriteItems: all actions or none, with a reason for every action when it is none. */
import type { Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject, Operation } from "../service.ts";
import { checkOnce, judgeAll, twiceInTransaction } from "./cancel.ts";
import { consumedByTable, writeUnits } from "./capacity.ts";
import type { Context } from "./context.ts";
import { expressionMembers } from "./expression-parameters.ts";
import type { Change } from "./items.ts";
import { EmptyKey, type KeyBytes } from "./keys.ts";
import {
  capacityChoice,
  list,
  longerThan,
  objectOf,
  oneOf,
  readRequest,
  required,
  shorterThan,
  tableName,
  text,
} from "./request.ts";
import { claimToken } from "./request-token.ts";
import type { Table } from "./table.ts";
import {
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
const requestShape = {
  ReturnConsumedCapacity: capacityChoice(),
  TransactItems: required(list(longerThan(1), shorterThan(100))),
  ReturnItemCollectionMetrics: text(oneOf("SIZE", "NONE")),
  ClientRequestToken: text(longerThan(1), shorterThan(36)),
} as const;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

interface Action {
  readonly write: Write;
  /** Whether a failed condition shows the item that stood there. */
  readonly showItem: boolean;
}

const wantsItem = (request: { readonly ReturnValuesOnConditionCheckFailure?: string | undefined }): boolean =>
  request.ReturnValuesOnConditionCheckFailure === "ALL_OLD";

const actionReaders: Readonly<Record<string, (input: JsonObject) => Action>> = {
  ConditionCheck: (input) => {
    const request = readRequest("ConditionCheck", checkShape, input);
    return { write: readKeyed("check", request), showItem: wantsItem(request) };
  },
  Put: (input) => {
    const request = readRequest("Put", putShape, input);
    return { write: readPut(request), showItem: wantsItem(request) };
  },
  Delete: (input) => {
    const request = readRequest("Delete", keyedShape, input);
    return { write: readKeyed("delete", request), showItem: wantsItem(request) };
  },
  Update: (input) => {
    const request = readRequest("Update", updateShape, input);
    return { write: readKeyed("update", request), showItem: wantsItem(request) };
  },
};

export function transactWriteOperation(context: Context): Operation {
  const { store, clock, writer } = context;
  return async (input) => {
    const request = readRequest("TransactWriteItems", requestShape, input);
    const wanted = request.TransactItems.map(readAction);
    const token = request.ClientRequestToken;
    return store.transact((tx) => {
      const again = token !== undefined && !claimToken(tx, token, request.TransactItems, clock.now());
      const changes = again ? [] : planAll(tx, context, wanted);
      for (const [at, change] of changes.entries()) {
        if (wanted[at]?.write.kind !== "check") writer.apply(tx, change);
      }
      return consumedByTable(request.ReturnConsumedCapacity, () =>
        changes.map((change) => [change.table.name, writeUnits(change, 2)]),
      );
    });
  };
}

function readAction(json: Json): Action {
  const members = Object.entries(objectOf(json)).filter(([, value]) => value !== null && value !== undefined);
  const [member] = members;
  const read = member && actionReaders[member[0]];
  if (!member || !read || members.length !== 1) {
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  return read(objectOf(member[1]));
}

/** Every action judged against the state before the transaction; none may fail, none may share an item. */
function planAll(tx: Transaction, { tables }: Context, wanted: readonly Action[]): Change[] {
  const located = wanted.map(({ write }) => tables.find(tx, write.tableName));
  const keys = wanted.map(({ write }, at) => keyIfGood(write, located[at]));
  checkOnce(
    located.map((table, at) => [table, keys[at]]),
    twiceInTransaction,
  );
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
