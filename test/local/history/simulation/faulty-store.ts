// A store that keeps the contract of local/store.ts (D1 to D5) over SQLite in memory, one turn at a time by seed, and
// that refuses, delays, and writes without saying so. What it holds outlives the engines that die on it.
import { DatabaseSync } from "node:sqlite";
import { StoreFailure } from "../../../../local/database.ts";
import type { Store, Transaction } from "../../../../local/store.ts";
import { below, type Chance } from "./plan.ts";

export interface FaultyStore {
  /** The store of one life: from its end on it takes and tells nothing any more. */
  life(): { readonly store: Store; end(): void };
  /** No more faults from now on. */
  calm(): void;
  /** Reads what is written, past all pretending. */
  all(sql: string, ...values: (string | number)[]): Record<string, unknown>[];
  /** Rows of sfn_history above this are written, but nobody was told so yet. */
  toldUpTo(): number;
  close(): void;
}

const refusal = (): StoreFailure => new StoreFailure("The disk refused a write: no space left (simulated)");

export function openFaultyStore(chance: Chance, rate: number): FaultyStore {
  const db = new DatabaseSync(":memory:");
  let faults = rate;
  let told = 0;
  const lastStep = (): number =>
    Number(db.prepare("SELECT coalesce(max(id), 0) AS last FROM sfn_history").get()?.["last"]);
  const get: Transaction["get"] = (sql, ...values) => db.prepare(sql).get(...values);
  const all: Transaction["all"] = (sql, ...values) => db.prepare(sql).all(...values);
  const run: Transaction["run"] = (sql, ...values) => {
    const { changes, lastInsertRowid } = db.prepare(sql).run(...values);
    return { changes: Number(changes), lastInsertRowid: Number(lastInsertRowid) };
  };

  const life = (): ReturnType<FaultyStore["life"]> => {
    let dead = false;
    let tail: Promise<unknown> = Promise.resolve();
    /** Settles after all that was asked before, some turns later; never once the life has ended. */
    const later = (settle: () => void): void => {
      const turns = below(chance, 3);
      tail = tail.then(async () => {
        for (let turn = 0; turn <= turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        if (!dead) settle();
      });
    };
    const transact: Store["transact"] = (work) =>
      new Promise((resolve, reject) => {
        if (dead) return;
        const fault = chance() < faults ? (["refused", "unsaid"] as const)[below(chance, 2)] : undefined;
        if (fault === "refused") return later(() => reject(refusal()));
        const effects: (() => void)[] = [];
        db.exec("BEGIN");
        try {
          const value = work({ get, all, run, afterCommit: (effect) => void effects.push(effect) });
          db.exec("COMMIT");
          const last = lastStep();
          later(() => {
            told = Math.max(told, last);
            if (fault === "unsaid") return reject(refusal()); // Written, and the answer is lost (F6).
            resolve(value);
            for (const effect of effects) effect();
          });
        } catch (error) {
          db.exec("ROLLBACK");
          later(() => reject(error));
        }
      });
    const read: Store["read"] = (work) =>
      new Promise((resolve) => {
        if (dead) return;
        const value = work({ get, all });
        later(() => resolve(value));
      });
    return {
      store: {
        transact,
        read,
        migrate: (_, steps) => {
          if (!get("SELECT 1 FROM sqlite_master WHERE name = 'sfn_history'")) for (const step of steps) db.exec(step);
        },
        onFailure: () => {},
        close: async () => {},
      },
      end: () => {
        dead = true;
        // Whoever comes next reads the rows: they are as good as told.
        told = lastStep();
      },
    };
  };
  return {
    life,
    calm: () => {
      faults = 0;
    },
    all: (sql, ...values) => db.prepare(sql).all(...values),
    toldUpTo: () => told,
    close: () => db.close(),
  };
}
