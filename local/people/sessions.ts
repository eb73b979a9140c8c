// Sessions: who is signed in at a desk that listens on more than loopback.
//
//   I1. A sign-in makes a new session id; what was in the browser before it is worth nothing after it.
//   I2. A session ends after an hour in which its page asked for no new token, after twelve hours whatever it did, and at
//       once when its person signs out, is disabled, or gets another password or other groups.
//   I3. Tokens name their session, and none is good for longer than it. Only hashes of session ids are on the disk.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";

export interface Session {
  /** What tokens name; says nothing to who reads one. */
  readonly name: string;
  readonly accountId: string;
  readonly startedMs: number;
}

export interface Sessions {
  /** Begins a session; answers the id that the browser keeps. */
  begin(accountId: string): Promise<string>;
  /** The session of a browser's id, while it is alive. */
  ofId(id: string): Session | undefined;
  /** The session that a token names, while it is alive. */
  named(name: string): Session | undefined;
  /** Its person is still there. */
  used(name: string): Promise<void>;
  end(name: string): Promise<void>;
  endAllOf(accountId: string): Promise<void>;
  start(): Promise<void>;
}

const idleMs = 3_600_000;
const longestMs = 12 * 3_600_000;

const steps = [
  `CREATE TABLE session (
     id_hash TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, account TEXT NOT NULL, started_ms INTEGER NOT NULL, used_ms INTEGER NOT NULL
   ) STRICT`,
];

interface Kept extends Session {
  readonly idHash: string;
  usedMs: number;
}

export function openSessions({ store, clock }: { store: Store; clock: Clock }): Sessions {
  store.migrate("sessions", steps);
  const byName = new Map<string, Kept>();
  const isAlive = ({ usedMs, startedMs }: Kept): boolean =>
    clock.now() - usedMs < idleMs && clock.now() - startedMs < longestMs;
  const alive = (session: Kept | undefined): Session | undefined =>
    session !== undefined && isAlive(session) ? session : undefined;
  const endThose = async (which: (session: Kept) => boolean): Promise<void> => {
    const ending = [...byName.values()].filter(which);
    if (ending.length === 0) return;
    for (const { name } of ending) byName.delete(name);
    await store.transact((tx) => {
      for (const { name } of ending) tx.run("DELETE FROM session WHERE name = ?", name);
    });
  };

  return {
    begin: async (accountId) => {
      await endThose((session) => !isAlive(session));
      const id = randomBytes(32).toString("base64url");
      const now = clock.now();
      const session = { idHash: hashOf(id), name: randomUUID(), accountId, startedMs: now, usedMs: now };
      await store.transact((tx) => {
        tx.run("INSERT INTO session VALUES (?, ?, ?, ?, ?)", session.idHash, session.name, accountId, now, now);
      });
      byName.set(session.name, session);
      return id;
    },
    ofId: (id) => {
      const hash = hashOf(id);
      return alive([...byName.values()].find(({ idHash }) => idHash === hash));
    },
    named: (name) => alive(byName.get(name)),
    used: async (name) => {
      const session = byName.get(name);
      if (session === undefined) return;
      session.usedMs = clock.now();
      await store.transact((tx) => {
        tx.run("UPDATE session SET used_ms = ? WHERE name = ?", session.usedMs, name);
      });
    },
    end: (name) => endThose((session) => session.name === name),
    endAllOf: (accountId) => endThose((session) => session.accountId === accountId),
    start: async () => {
      for (const row of await store.read((tx) => tx.all("SELECT * FROM session"))) {
        const name = String(row["name"]);
        byName.set(name, {
          ...{ name, idHash: String(row["id_hash"]), accountId: String(row["account"]) },
          ...{ startedMs: Number(row["started_ms"]), usedMs: Number(row["used_ms"]) },
        });
      }
    },
  };
}

const hashOf = (id: string): string => createHash("sha256").update(id).digest("base64url");
