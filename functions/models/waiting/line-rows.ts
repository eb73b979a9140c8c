import * as z from "zod";
import { expiryInDays } from "../../platform/clock.ts";
import { updateItem } from "../../platform/dynamo.ts";
import { ConditionFailed, getRow, put, putNew, queryRows, removeIfSame, transact } from "../../platform/rows.ts";
import { tableName } from "../../platform/settings.ts";
import type { Line, Waiter } from "./line.ts";

const Row = z.object({
  interactionId: z.string(),
  conversationId: z.string(),
  receivedAt: z.string(),
  token: z.string(),
});
const Size = z.object({ count: z.number().default(0) });
const PaceRow = z.object({ size: z.number(), cameBack: z.boolean() });

const line = "model-line";
const state = "model-line-state";
const keyOf = ({ receivedAt, interactionId }: Waiter) => ({ pk: line, sk: `${receivedAt}#${interactionId}` });

/**
 * counters: pk `model-line`, sk `<receivedAt>#<interactionId>`, so that a query gives the oldest first; pk
 * `model-line-state`, sk `count` and `pace`. The count is kept by single updates, not in the transactions of the rows: in
 * an outage thousands join within a minute, and all would meet in it.
 */
export const lineRows: Line = {
  async join(waiter, most) {
    if (!(await count(1, most))) return false;
    const row = { ...keyOf(waiter), ...waiter, expiresAt: expiryInDays(14) };
    try {
      await transact(putNew("counters", row));
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      // Its step was repeated: the newer doorbell is the one that is waited on.
      await Promise.all([transact(put("counters", row)), count(-1)]);
    }
    return true;
  },
  async oldest(limit) {
    return (await queryRows({ table: "counters", pk: line, limit }, Row)).rows;
  },
  async leave(waiter) {
    if (await removeIfSame("counters", keyOf(waiter), "token", waiter.token)) await count(-1);
  },
  async pace() {
    return (await getRow("counters", { pk: state, sk: "pace" }, PaceRow)) ?? { size: 0, cameBack: false };
  },
  async setPace(pace) {
    await transact(put("counters", { pk: state, sk: "pace", ...pace, expiresAt: expiryInDays(14) }));
  },
};

/** False when that would make more than `most`. */
async function count(change: 1 | -1, most = Number.MAX_SAFE_INTEGER): Promise<boolean> {
  try {
    const attributes = await updateItem({
      TableName: tableName("counters"),
      Key: { pk: state, sk: "count" },
      UpdateExpression: "SET #expiresAt = :expiresAt ADD #count :change",
      ConditionExpression: "attribute_not_exists(#count) OR #count < :most",
      ExpressionAttributeNames: { "#count": "count", "#expiresAt": "expiresAt" },
      ExpressionAttributeValues: { ":change": change, ":most": most, ":expiresAt": expiryInDays(14) },
      ReturnValues: "UPDATED_NEW",
    });
    return Size.parse(attributes ?? {}).count <= most;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
