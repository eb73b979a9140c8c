import type { TaskRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { readPolicy } from "../platform/policy.ts";
import { update, type Write } from "../platform/rows.ts";
import { chooseAssignee, type Wanted } from "./choose-assignee.ts";
import { everybody, personKey } from "./people-store.ts";
import { openByAssignee } from "./task-list.ts";

/** What a task gets when policy gives it to somebody, and the write that remembers whose turn it was. */
export interface Given {
  readonly set: Partial<Pick<TaskRow, "assignee" | "assigneeName">>;
  readonly writes: readonly Write[];
}

/** Nobody, when policy leaves it to people or nobody has room: then it waits for whoever takes it. */
export async function assignByPolicy(wanted: Wanted): Promise<Given> {
  const { desk } = await readPolicy();
  if (desk === undefined || desk.assign === "nobody") return { set: {}, writes: [] };
  const [people, open] = await Promise.all([everybody(), openByAssignee()]);
  const person = chooseAssignee(people, open, wanted, desk.assign);
  if (person === undefined) return { set: {}, writes: [] };
  return {
    set: { assignee: person.id, assigneeName: person.name },
    writes: [
      update("desk", personKey(person.id), { set: { lastGivenAt: nowIso() }, condition: "attribute_exists(#pk)" }),
    ],
  };
}
