import { nowMs } from "./clock.ts";
import { updateItem } from "./dynamo.ts";
import { tableName } from "./settings.ts";

/**
 * Counts one more in this clock minute, unless `most` are counted already: then false. One conditional write outside any
 * transaction, since every caller meets in the same row. A caller that fails afterwards has still counted: too few is the
 * safe side. counters: pk `minute#<name>#<minute>`, sk `count`.
 */
export async function countInThisMinute(name: string, most: number): Promise<boolean> {
  const minute = Math.floor(nowMs() / 60_000);
  try {
    await updateItem({
      TableName: tableName("counters"),
      Key: { pk: `minute#${name}#${minute}`, sk: "count" },
      UpdateExpression: "SET #expiresAt = :expiresAt ADD #count :one",
      ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
      ExpressionAttributeNames: { "#count": "count", "#expiresAt": "expiresAt" },
      ExpressionAttributeValues: { ":one": 1, ":most": most, ":expiresAt": (minute + 60) * 60 },
    });
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
