import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import type * as z from "zod";
import type { TableName } from "../../../functions/contracts/tables.ts";
import { once } from "../../../functions/platform/once.ts";
import { tableName } from "../../../functions/platform/settings.ts";

const dynamo = once(() => DynamoDBDocumentClient.from(new DynamoDBClient({})));

/** Every row of a table that has the shape, whatever else lies there. */
export async function allOf<T extends z.ZodType>(table: TableName, shape: T): Promise<z.infer<T>[]> {
  const found: z.infer<T>[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await dynamo().send(new ScanCommand({ TableName: tableName(table), ExclusiveStartKey: start }));
    for (const item of page.Items ?? []) {
      const row = shape.safeParse(item);
      if (row.success) found.push(row.data);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found;
}
