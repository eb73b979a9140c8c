/** One write, whichever operation asked for it: what it means is read first, what it does is planned inside the transaction. */
import { AwsError } from "../aws-error.ts";
import type { JsonObject } from "../service.ts";
import { type Item, itemSize, readItem } from "./attribute-value.ts";
import {
  type ExpressionRequest,
  type Expressions,
  expressionMembers,
  readExpressions,
  valueMembers,
} from "./expression-parameters.ts";
import { applyUpdate } from "./expressions/apply-update.ts";
import type { Path } from "./expressions/bind.ts";
import { holds } from "./expressions/condition.ts";
import { termType } from "./expressions/update.ts";
import { type Change, parseItem, type Read, readStored, type Stored } from "./items.ts";
import { checkIndexKeys, inUpdate, type KeyBytes, readItemKey, readKey } from "./keys.ts";
import { map, required } from "./request.ts";
import { keyAttributes, type Table } from "./table.ts";

/** A write as requested, checked as far as that goes without its table. */
export interface Write {
  readonly kind: "put" | "delete" | "update" | "check";
  readonly tableName: string;
  /** The item to put, or the key of the item to change. */
  readonly target: Item;
  readonly targetSize?: number;
  readonly expressions: Expressions;
}

const maxItemSize = 409_600;
const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

export const keyMembers = { Key: required(map()) } as const;
export const itemMembers = { Item: required(map()) } as const;
export const conditionMembers = {
  ConditionExpression: expressionMembers.ConditionExpression,
  ...valueMembers,
} as const;
export const updateMembers = { UpdateExpression: expressionMembers.UpdateExpression, ...conditionMembers } as const;

type Named = ExpressionRequest & { readonly TableName: string };

export function readPut(request: Named & { readonly Item: JsonObject }, check?: () => void): Write {
  checkPlaceholders(request, ["ConditionExpression"]);
  const target = readItem(request.Item);
  check?.();
  const targetSize = itemSize(target);
  if (targetSize > maxItemSize) throw invalid("Item size has exceeded the maximum allowed size");
  const expressions = readExpressions(request, ["ConditionExpression"]);
  return { kind: "put", tableName: request.TableName, target, targetSize, expressions };
}

export function readKeyed(
  kind: "delete" | "update" | "check",
  request: Named & { readonly Key: JsonObject },
  check?: () => void,
): Write {
  const possible =
    kind === "update" ? (["UpdateExpression", "ConditionExpression"] as const) : (["ConditionExpression"] as const);
  checkPlaceholders(request, possible);
  const target = readItem(request.Key);
  check?.();
  return { kind, tableName: request.TableName, target, expressions: readExpressions(request, possible) };
}

/** AWS looks at stray placeholders before it looks at the item. */
function checkPlaceholders(request: ExpressionRequest, possible: Parameters<typeof readExpressions>[1]): void {
  if (possible.every((name) => request[name] === undefined)) readExpressions(request, possible);
}

/** Checks keys against the table; throws ValidationException. */
export function locate(write: Write, table: Table): KeyBytes {
  if (write.kind === "put") return readItemKey(table, write.target);
  const key = readKey(table, write.target);
  if (write.kind === "update") checkUpdatedKeys(write, table);
  return key;
}

/** What failed its condition; `found` is the item that stood there. */
export class ConditionFailed extends AwsError {
  readonly found: Item | undefined;

  constructor(found: Item | undefined, showItem: boolean) {
    const shown = showItem && found ? { fields: { Item: found } } : {};
    super("ConditionalCheckFailedException", "The conditional request failed", shown);
    this.found = found;
  }
}

/** What the write will change, judged against the stored item; throws ConditionFailed or ValidationException. */
export function plan(tx: Read, write: Write, table: Table, key: KeyBytes, showItem: boolean): Change {
  const { kind, target, expressions } = write;
  const before = readStored(tx, table, key);
  if (expressions.condition && !holds(expressions.condition, before?.item ?? {})) {
    throw new ConditionFailed(before?.item, showItem);
  }
  if (kind === "delete") return { table, key, before, after: undefined };
  if (kind === "check") return { table, key, before, after: before?.item };
  if (kind === "put") {
    return { table, key, before, after: target, ...(write.targetSize !== undefined && { size: write.targetSize }) };
  }
  const after = updated(write, table, before);
  const size = itemSize(after);
  if (size > maxItemSize) throw invalid("Item size to update has exceeded the maximum allowed size");
  return { table, key, before, after, size };
}

function updated(write: Write, table: Table, before: Stored | undefined): Item {
  const { update } = write.expressions;
  const draft = before ? parseItem(before.text) : { ...write.target };
  if (!update) return draft;
  const after = applyUpdate(update, before?.item ?? write.target, draft);
  checkIndexKeys(table, after, inUpdate);
  return after;
}

/** Updates leave the key alone, and put nothing into an index key that the index cannot hold. */
function checkUpdatedKeys({ expressions }: Write, table: Table): void {
  const actions = expressions.update ?? [];
  for (const { name } of keyAttributes(table)) {
    if (!actions.some(({ path }) => path[0] === name)) continue;
    throw invalid(
      `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
    );
  }
  for (const index of table.indexes) {
    for (const { name, type } of keyAttributes(index)) {
      const term = actions.find(({ path }) => path.length === 1 && path[0] === name)?.term;
      const actual = term && termType(term);
      if (actual === undefined || actual === type) continue;
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${actual} IndexName: ${index.name}`,
      );
    }
  }
  checkScalarKeys(
    table,
    actions.map(({ path }) => path),
  );
}

/** Document paths may not reach into key attributes, which are scalars. */
export function checkScalarKeys(table: Table, paths: readonly Path[]): void {
  const nested = paths.filter((path) => path.length > 1);
  if (nested.length === 0) return;
  const refuse = (kind: string, name: string): AwsError =>
    invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ${kind}: ${name}`,
    );
  for (const { name } of keyAttributes(table)) {
    if (nested.some(([first]) => first === name)) throw refuse("Key", name);
  }
  for (const { name } of table.indexes.flatMap(keyAttributes)) {
    if (nested.some(([first]) => first === name)) throw refuse("IndexKey", name);
  }
}
