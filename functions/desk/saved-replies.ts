import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { SavedReply, type SavedReplyWrite } from "../contracts/desk/people.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import {
  ConditionFailed,
  getRow,
  indexed,
  type Key,
  putNew,
  queryRows,
  transact,
  update,
  type Write,
} from "../platform/rows.ts";

// desk: pk `saved-reply#<id>`, sk `saved-reply`; byKind: pk `saved-reply`, sk title.

const Row = SavedReply.omit({ etag: true }).extend({ removed: z.boolean().optional() });
type Row = z.infer<typeof Row>;
type Words = z.infer<typeof SavedReplyWrite>;

const keyOf = (id: string): Key => ({ pk: `saved-reply#${id}`, sk: "saved-reply" });
const etagOf = ({ title, text, language, changedAt }: Row): string =>
  createHash("sha256")
    .update(JSON.stringify([title, text, language, changedAt]))
    .digest("hex")
    .slice(0, 16);
const inList = ({ title, savedReplyId }: Pick<Row, "title" | "savedReplyId">) =>
  indexed("byKind", { pk: "saved-reply", sk: `${title.toLowerCase()} ${savedReplyId}` });

const viewOf = ({ removed: _, ...row }: Row): SavedReply => ({ ...row, etag: `"${etagOf({ ...row })}"` });

export async function savedReplies(): Promise<SavedReply[]> {
  const { rows } = await queryRows({ table: "desk", index: "byKind", pk: "saved-reply", limit: 1000 }, Row);
  return rows.map(viewOf);
}

export async function savedReply(id: string): Promise<SavedReply | undefined> {
  const row = await getRow("desk", keyOf(id), Row);
  return row === undefined || row.removed === true ? undefined : viewOf(row);
}

export async function newSavedReply(words: Words, by: string): Promise<SavedReply> {
  const row: Row = { savedReplyId: randomBytes(12).toString("hex"), ...words, by, changedAt: nowIso() };
  await transact(putNew("desk", { ...keyOf(row.savedReplyId), ...row, ...inList(row) }), await logged(row, by, "made"));
  return viewOf(row);
}

/** Undefined when there is none; `stale` when it is not what the person saw. `words` absent: removes it. */
export async function changeSavedReply(
  id: string,
  ifMatch: string | undefined,
  words: Words | undefined,
  by: string,
): Promise<SavedReply | "stale" | undefined> {
  const row = await getRow("desk", keyOf(id), Row);
  if (row === undefined || row.removed === true) return undefined;
  if (ifMatch !== "*" && ifMatch !== etagOf(row)) return "stale";
  const after: Row = {
    ...row,
    ...words,
    by,
    changedAt: new Date(Math.max(nowMs(), Date.parse(row.changedAt) + 1)).toISOString(),
  };
  const set =
    words === undefined
      ? { removed: true, ...indexed("byKind", undefined) }
      : { ...words, language: words.language, by, changedAt: after.changedAt, ...inList(after) };
  try {
    await transact(
      update("desk", keyOf(id), { set, condition: "#changedAt = :was", where: { was: row.changedAt } }),
      await logged(row, by, words === undefined ? "removed" : "changed"),
    );
  } catch (error) {
    if (error instanceof ConditionFailed) return "stale";
    throw error;
  }
  return viewOf(after);
}

async function logged({ savedReplyId }: Row, by: string, what: "made" | "changed" | "removed"): Promise<Write> {
  const { retentionDays } = await readPolicy();
  return logWrite(
    {
      ...{ interactionId: "system", kind: "saved-reply-changed", by: `person:${by}` },
      ...{ summary: `A saved reply was ${what}.`, details: { savedReplyId, what } },
    },
    retentionDays,
  );
}

/** The text with what is known put in; placeholders that nothing is known for stay, and are named. */
export function filled(
  text: string,
  known: Readonly<Record<string, string | undefined>>,
): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const made = text.replaceAll(/\{\{\s*([a-z-]{1,40})\s*\}\}/g, (whole, name: string) => {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (value !== undefined && value !== "") return value;
    missing.add(name);
    return whole;
  });
  return { text: made, missing: [...missing] };
}
