import * as z from "zod";
import { expiryInDays } from "../platform/clock.ts";
import { updateItem } from "../platform/dynamo.ts";
import { ConditionFailed, getRow, transact, update } from "../platform/rows.ts";
import { tableName } from "../platform/settings.ts";
import type { BreakerStore } from "./breaker.ts";

const keyOf = (model: string) => ({ pk: `breaker#${model}`, sk: "breaker" });
const Row = z.object({ restUntil: z.number().optional(), failures: z.number().optional() });

/** counters: pk `breaker#<provider>/<model>`, sk `breaker`: one row that all functions see. */
export const breakerRows: BreakerStore = {
  async read(model) {
    const row = await getRow("counters", keyOf(model), Row);
    return { restsUntil: row?.restUntil, failures: row?.failures ?? 0 };
  },
  async fail(model) {
    const attributes = await updateItem({
      TableName: tableName("counters"),
      Key: keyOf(model),
      UpdateExpression: "SET #expiresAt = :expiresAt ADD #failures :one",
      ExpressionAttributeNames: { "#failures": "failures", "#expiresAt": "expiresAt" },
      ExpressionAttributeValues: { ":one": 1, ":expiresAt": expiryInDays(1) },
      ReturnValues: "UPDATED_NEW",
    });
    return Row.parse(attributes ?? {}).failures ?? 0;
  },
  async rest(model, untilMs) {
    await transact(update("counters", keyOf(model), { set: { restUntil: untilMs, expiresAt: expiryInDays(1) } }));
  },
  async claimProbe(model, fromMs, untilMs) {
    try {
      await transact(
        update("counters", keyOf(model), {
          set: { restUntil: untilMs },
          condition: "#restUntil = :seen",
          where: { seen: fromMs },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionFailed) return false;
      throw error;
    }
  },
  async clear(model) {
    await transact(update("counters", keyOf(model), { set: { restUntil: undefined, failures: undefined } }));
  },
};
