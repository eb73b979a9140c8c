// Lock-out: what guessing a password costs.
//
//   G1. After five wrong passwords in a row an address waits one second, after each further one twice as long, up to a
//       quarter of an hour; as Cognito does it. https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flow-lockout-behavior.html
//   G2. An address without an account is treated alike, so that nobody learns who has one.
//   G3. It is counted on disk before the answer goes out: a restart forgives nothing.
import { createHash } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";

const free = 5;
const longestMs = 15 * 60_000;
// Whoever stopped trying for so long begins anew, and the table does not grow for ever.
const forgottenAfterMs = 24 * 3_600_000;

export interface LockOut {
  /** How many milliseconds this address still has to wait; 0 when it may try. */
  waitMs(email: string): Promise<number>;
  failed(email: string): Promise<void>;
  succeeded(email: string): Promise<void>;
}

const steps = [
  `CREATE TABLE sign_in_failure (who TEXT PRIMARY KEY, failures INTEGER NOT NULL, at_ms INTEGER NOT NULL) STRICT;
   CREATE INDEX sign_in_failure_at ON sign_in_failure (at_ms);`,
];

export function openLockOut({ store, clock }: { store: Store; clock: Clock }): LockOut {
  store.migrate("sign-in-failures", steps);
  return {
    waitMs: async (email) => {
      const row = await store.read((tx) => tx.get("SELECT * FROM sign_in_failure WHERE who = ?", hashOf(email)));
      return row === undefined ? 0 : Math.max(0, Number(row["at_ms"]) + lockMs(Number(row["failures"])) - clock.now());
    },
    failed: (email) =>
      store.transact((tx) => {
        const now = clock.now();
        tx.run("DELETE FROM sign_in_failure WHERE at_ms < ?", now - forgottenAfterMs);
        tx.run(
          `INSERT INTO sign_in_failure VALUES (?, 1, ?)
           ON CONFLICT (who) DO UPDATE SET failures = failures + 1, at_ms = excluded.at_ms`,
          hashOf(email),
          now,
        );
      }),
    succeeded: (email) =>
      store.transact((tx) => {
        tx.run("DELETE FROM sign_in_failure WHERE who = ?", hashOf(email));
      }),
  };
}

const lockMs = (failures: number): number =>
  failures < free ? 0 : Math.min(longestMs, 1000 * 2 ** Math.min(20, failures - free));

/** Of any length: what is stored of a stranger's words stays small. */
const hashOf = (email: string): string => createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
