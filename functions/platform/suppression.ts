import * as z from "zod";
import { addressHash } from "./addresses.ts";
import { nowIso } from "./clock.ts";
import { getRow, type Key, put, type Write } from "./rows.ts";

/**
 * counters: pk `suppressed#<hash of the address>`, sk `suppressed`: nothing is sent there any more. It does not expire: a
 * dead mailbox stays dead, and a complaint is a wish; a person removes the row to lift it.
 */
export const SuppressionRow = z.object({
  reason: z.enum(["bounce", "complaint"]),
  at: z.string(),
});
export type SuppressionRow = z.infer<typeof SuppressionRow>;

const key = (address: string): Key => ({ pk: `suppressed#${addressHash(address)}`, sk: "suppressed" });

export const suppressionWrite = (address: string, reason: SuppressionRow["reason"]): Write =>
  put("counters", { ...key(address), reason, at: nowIso() });

export const isSuppressed = async (address: string): Promise<boolean> =>
  (await getRow("counters", key(address), SuppressionRow)) !== undefined;
