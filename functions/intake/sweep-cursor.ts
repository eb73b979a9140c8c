import * as z from "zod";
import { getRow, type Key, put, transact } from "../platform/rows.ts";

// counters: pk `sweep-mail`, sk `cursor`: how far the sweep has looked through the raw emails, whose keys say nothing of their age.

const key: Key = { pk: "sweep-mail", sk: "cursor" };
const CursorRow = z.object({ after: z.string().optional() });

/** The key after which the next look begins; undefined at the beginning. */
export const sweptUpTo = async (): Promise<string | undefined> => (await getRow("counters", key, CursorRow))?.after;

/** Two sweeps at once look at the same emails twice, which is harmless: no condition. */
export const noteSweptUpTo = (after: string | undefined): Promise<void> =>
  transact(put("counters", { ...key, ...(after !== undefined && { after }) }));
