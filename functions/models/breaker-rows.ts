import * as z from "zod";
import { expiryInDays } from "../platform/clock.ts";
import { ConditionFailed, getRow, put, transact, update } from "../platform/rows.ts";
import type { BreakerStore } from "./breaker.ts";

const keyOf = (model: string) => ({ pk: `breaker#${model}`, sk: "breaker" });
const Row = z.object({ restUntil: z.number().optional() });

/** counters: pk `breaker#<provider>/<model>`, sk `breaker`: one row that all functions see. */
export const breakerRows: BreakerStore = {
  async restsUntil(model) {
    return (await getRow("counters", keyOf(model), Row))?.restUntil;
  },
  async rest(model, untilMs) {
    await transact(put("counters", { ...keyOf(model), restUntil: untilMs, expiresAt: expiryInDays(1) }));
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
    await transact(update("counters", keyOf(model), { set: { restUntil: undefined } }));
  },
};
