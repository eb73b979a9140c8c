import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { condition, projection, update } from "./arbitrary-expressions.ts";
import { attributes, type Item, keyOf, type Shape } from "./arbitrary-items.ts";
import type { Command } from "./two-worlds.ts";

/** A command that waits for the name of its table: every run, shrunken ones too, has a table of its own. */
export type Step = (table: string) => Command;

const bound = (all: Item) => (Object.keys(all).length > 0 ? { ExpressionAttributeValues: all } : {});

/** Any write of one item, or a read of it. */
export const write = (shape: Shape): fc.Arbitrary<Step> => {
  const key = keyOf(shape);
  const condition1 = fc.option(condition, { nil: undefined });
  const only = (one: { text: string; values: Item } | undefined) =>
    one ? { ConditionExpression: one.text, ...bound(one.values) } : {};
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.tuple(key, attributes).map(
        ([k, item]) =>
          (TableName: string) =>
            new PutItemCommand({ TableName, Item: { ...item, ...k } }),
      ),
    },
    fc.tuple(key, attributes, condition1).map(
      ([k, item, only1]) =>
        (TableName: string) =>
          new PutItemCommand({ TableName, Item: { ...item, ...k }, ReturnValues: "ALL_OLD", ...only(only1) }),
    ),
    {
      weight: 4,
      arbitrary: fc
        .tuple(key, update, condition1, fc.constantFrom("ALL_OLD", "ALL_NEW", "UPDATED_NEW", "UPDATED_OLD", "NONE"))
        .map(
          ([k, change, only1, ReturnValues]) =>
            (TableName: string) =>
              new UpdateItemCommand({
                TableName,
                Key: k,
                UpdateExpression: change.text,
                ReturnValues,
                ...(only1 && { ConditionExpression: only1.text }),
                ...bound({ ...change.values, ...only1?.values }),
              }),
        ),
    },
    fc.tuple(key, condition1).map(
      ([k, only1]) =>
        (TableName: string) =>
          new DeleteItemCommand({ TableName, Key: k, ReturnValues: "ALL_OLD", ...only(only1) }),
    ),
    fc.tuple(key, projection).map(
      ([k, paths]) =>
        (TableName: string) =>
          new GetItemCommand({ TableName, Key: k, ProjectionExpression: paths }),
    ),
  );
};
