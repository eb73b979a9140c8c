import { createHash } from "node:crypto";
import type * as z from "zod";
import { Person } from "../contracts/desk/people.ts";
import type { Caller } from "../platform/caller.ts";
import { nowIso, nowMs } from "../platform/clock.ts";
import { getRow, indexed, type Key, put, queryRows, transact } from "../platform/rows.ts";

// desk: pk `person#<id>`, sk `person`; byKind: pk `person`, sk name. Written when somebody comes, and by leads.

const PersonRow = Person.omit({ etag: true, open: true });
export type PersonRow = z.infer<typeof PersonRow>;

export const personKey = (id: string): Key => ({ pk: `person#${id}`, sk: "person" });

export const readPerson = (id: string): Promise<PersonRow | undefined> => getRow("desk", personKey(id), PersonRow);

/** Everybody by name; the directory of a support team fits into one page. */
export const everybody = async (): Promise<PersonRow[]> =>
  (await queryRows({ table: "desk", index: "byKind", pk: "person" }, PersonRow)).rows;

export const putPerson = (row: PersonRow) =>
  put("desk", { ...personKey(row.id), ...row, ...indexed("byKind", { pk: "person", sk: `${row.name} ${row.id}` }) });

export const personView = (row: PersonRow, open?: number): Person => ({
  ...row,
  etag: `"${personEtag(row)}"`,
  ...(open !== undefined && { open }),
});

/** Everything but when they were last seen, which changes by itself. */
export const personEtag = ({ seenAt: _, lastGivenAt: __, ...row }: PersonRow): string =>
  createHash("sha256").update(JSON.stringify(row)).digest("hex").slice(0, 16);

// Who was here an hour ago need not be written down again.
const seenEveryMs = 3_600_000;

/** Keeps name, address and roles as the user pool now says, and that they were here. */
export async function noteSeen(caller: Caller): Promise<PersonRow> {
  const known = await readPerson(caller.id);
  const row: PersonRow = {
    ...{ languages: [], capacity: 20, tiers: [0], away: false, notify: false, left: false },
    ...known,
    ...{ id: caller.id, name: caller.name, roles: [...caller.roles], seenAt: nowIso() },
    ...(caller.email !== undefined && { email: caller.email }),
  };
  const same = known !== undefined && personEtag(known) === personEtag(row);
  if (same && nowMs() - Date.parse(known.seenAt) < seenEveryMs) return known;
  await transact(putPerson(row));
  return row;
}
