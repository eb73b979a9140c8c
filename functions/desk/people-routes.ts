import { type Context, Hono } from "hono";
import type * as z from "zod";
import type { Endpoint } from "../contracts/desk/endpoint.ts";
import type { PersonSettings } from "../contracts/desk/people.ts";
import { deskApi } from "../contracts/desk-api.ts";
import { blockedSenders, unblockWrite } from "../platform/blocked-senders.ts";
import type { Caller } from "../platform/caller.ts";
import { logWrite, type NewLogEntry } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, transact } from "../platform/rows.ts";
import type { DeskEnv } from "./guards.ts";
import { everybody, noteSeen, type PersonRow, personEtag, personView, putPerson, readPerson } from "./people-store.ts";
import { problem } from "./problem.ts";
import { serve } from "./serve.ts";
import { openByAssignee } from "./task-list.ts";

export function peopleRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "readMe", async ({ c, caller }) => {
    await noteSeen(caller);
    return c.json({ ...caller, may: operationsOf(caller) });
  });
  serve(app, "writeMe", async ({ c, caller, body }) =>
    c.json({ person: await change(await noteSeen(caller), body, caller.name) }),
  );
  serve(app, "listPeople", async ({ c }) => {
    const [people, open] = await Promise.all([everybody(), openByAssignee()]);
    return c.json({ people: people.map((row) => personView(row, open.get(row.id) ?? 0)) });
  });
  serve(app, "readPerson", async ({ c, path }) => {
    const row = await readPerson(path("personId"));
    if (row === undefined) return nobody(c);
    const person = personView(row, (await openByAssignee()).get(row.id) ?? 0);
    return c.json({ person }, 200, { ETag: person.etag });
  });
  serve(app, "writePerson", async ({ c, caller, path, body, ifMatch }) => {
    const row = await readPerson(path("personId"));
    if (row === undefined) return nobody(c);
    if (ifMatch !== "*" && ifMatch !== personEtag(row)) {
      return problem(c, 412, "changed", "Somebody changed this person after you saw them. Look again.", {
        person: personView(row),
      });
    }
    return c.json({ person: await change(row, body, caller.name) });
  });
  serve(app, "listBlocked", async ({ c }) => c.json({ blocked: await blockedSenders() }));
  serve(app, "unblock", async ({ c, caller, body }) => {
    const { retentionDays } = await readPolicy();
    const entry: NewLogEntry = {
      ...{ interactionId: "system", kind: "sender-unblocked", by: `person:${caller.name}`, details: {} },
      summary: "A blocked sender is listened to again.",
    };
    try {
      await transact(unblockWrite(body.address), logWrite(entry, retentionDays));
    } catch (error) {
      if (!(error instanceof ConditionFailed)) throw error;
      return problem(c, 404, "not-blocked", "This address is not blocked.");
    }
    return c.json({ blocked: await blockedSenders() });
  });
  return app;
}

/** What the caller's roles allow, so that the page need not know the rules. */
function operationsOf(caller: Caller): string[] {
  const all: [string, Endpoint][] = Object.entries(deskApi);
  return all.filter(([, { roles }]) => caller.roles.some((role) => roles.includes(role))).map(([id]) => id);
}

async function change(row: PersonRow, settings: z.infer<typeof PersonSettings>, by: string) {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
  const after = { ...row, ...given };
  const was: Readonly<Record<string, unknown>> = row;
  const before = Object.fromEntries(Object.keys(given).map((name) => [name, was[name]]));
  const { retentionDays } = await readPolicy();
  await transact(
    putPerson(after),
    logWrite(
      {
        ...{
          interactionId: "system",
          kind: "person-changed",
          by: `person:${by}`,
          summary: "A person's settings were changed.",
        },
        details: { person: row.id, before, after: given },
      },
      retentionDays,
    ),
  );
  return personView(after);
}

const nobody = (c: Context): Response =>
  problem(c, 404, "unknown-person", "Nobody of that id has ever signed in here.");
