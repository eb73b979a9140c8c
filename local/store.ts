// Store: the one SQLite file that holds all state of a Switchboard on one machine.
//
// It owns the connection, transactions and their durability. It knows nothing of queues, tables or executions.
//
//   D1. What `transact` promised is on disk before its promise settles: in the WAL, and the WAL synced.
//   D2. All work of one event-loop turn shares one COMMIT and one sync; while a sync is under way the next COMMIT
//       gathers, so the slower the disk, the more writers share one.
//   D3. Work that throws leaves nothing behind; its neighbours in the same COMMIT are unharmed.
//   D4. Nobody learns of a change that is not on disk: reads settle after the sync of all they may have seen.
//   D5. Effects (sending, invoking, waking a waiter) are registered with `afterCommit` and run only then.
//   D6. A sync that failed is the end: nobody knows what is on disk, so all is refused until a restart has looked.
//
// SQLite itself would sync inside COMMIT (synchronous=FULL) and stop the whole event loop for it. Here COMMIT only
// writes (synchronous=NORMAL) and the sync is made beside the event loop, before anybody is told
// (docs/decisions/0007-sync-beside-the-event-loop.md).
import type { SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { openDatabase, StoreFailure } from "./database.ts";
import { openLog, type WriteAheadLog } from "./write-ahead-log.ts";

export type Row = Record<string, SQLOutputValue>;

/** What a piece of transactional work may do. It runs synchronously and must not keep `tx` afterwards. */
export interface Transaction {
  run(sql: string, ...values: SQLInputValue[]): { changes: number; lastInsertRowid: number };
  get(sql: string, ...values: SQLInputValue[]): Row | undefined;
  all(sql: string, ...values: SQLInputValue[]): Row[];
  /** Calls back once this work is durable; never if it, or its COMMIT, failed. */
  afterCommit(effect: () => void): void;
}

export interface Store {
  /** Runs `work` in a transaction; the promise settles after the COMMIT that made it durable (D1, D4). */
  transact<T>(work: (tx: Transaction) => T): Promise<T>;
  /** Runs reading `work`; settles only when everything it saw is durable (D4). */
  read<T>(work: (tx: Pick<Transaction, "get" | "all">) => T): Promise<T>;
  /** Brings one room's tables to the newest of its numbered, append-only `steps`. */
  migrate(room: string, steps: readonly string[]): void;
  /** Calls back when a COMMIT or write failed (full disk, I/O error): the caller decides how to stop. */
  onFailure(listen: (error: StoreFailure) => void): void;
  /** Commits what is pending, folds the WAL into the file and lets go of it. */
  close(): Promise<void>;
}

/** What keeps work that throws from leaving anything behind (D3); the first of a transaction has no neighbours to keep. */
const first = { before: [], keep: [], undo: ["ROLLBACK", "BEGIN IMMEDIATE"] } as const;
const later = {
  before: ["SAVEPOINT work"],
  keep: ["RELEASE work"],
  undo: ["ROLLBACK TO work", "RELEASE work"],
} as const;
type Fence = Readonly<Record<keyof typeof first, readonly string[]>>;

interface Pending {
  readonly settle: () => void;
  readonly fail: (error: StoreFailure) => void;
  readonly effects: readonly (() => void)[];
}

interface StoreOptions {
  /** Makes every COMMIT in the store's place: the seam at which tests kill the process just before and just after. */
  readonly aroundCommit?: (commit: () => void) => void;
  /** Syncs in the real log's place: for tests of slow and failing disks. */
  readonly log?: WriteAheadLog;
}

/**
 * Opens (or makes) the database `file` and takes it for this process alone.
 * Throws StoreFailure when another process holds it or it cannot be written, saying what to do.
 */
export function openStore(file: string, options: StoreOptions = {}): Store {
  const { aroundCommit = (commit) => commit(), log = openLog(file) } = options;
  const db = openDatabase(file);
  const statements = new Map<string, StatementSync>();
  const listeners: ((error: StoreFailure) => void)[] = [];
  /** Work in the open transaction. */
  let batch: Pending[] | undefined;
  /** Work that is written and being synced. */
  let syncing: Pending[] | undefined;
  let broken: StoreFailure | undefined;

  const sql = (text: string): StatementSync => {
    let statement = statements.get(text);
    if (!statement) {
      statement = db.prepare(text);
      statements.set(text, statement);
    }
    return statement;
  };
  const get: Transaction["get"] = (text, ...values) => sql(text).get(...values);
  const all: Transaction["all"] = (text, ...values) => sql(text).all(...values);
  const run: Transaction["run"] = (text, ...values) => {
    const result = sql(text).run(...values);
    return { changes: Number(result.changes), lastInsertRowid: Number(result.lastInsertRowid) };
  };

  const abandon = (cause: unknown): StoreFailure => {
    const error = new StoreFailure(`The disk refused a write: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
    const lost = batch ?? [];
    batch = undefined;
    if (db.isTransaction) db.exec("ROLLBACK");
    for (const pending of lost) pending.fail(error);
    for (const listen of listeners) listen(error);
    return error;
  };

  const settle = (done: readonly Pending[]): void => {
    for (const pending of done) pending.settle();
    for (const pending of done) for (const effect of pending.effects) effect(); // D5
  };
  const breakDown = (cause: unknown): void => {
    const lost = syncing ?? [];
    syncing = undefined;
    broken = abandon(cause); // D6
    for (const pending of lost) pending.fail(broken);
  };
  /** Writes the open transaction; undefined when there was none, or the disk refused it. */
  const write = (): Pending[] | undefined => {
    const done = batch;
    if (!done) return undefined;
    try {
      aroundCommit(() => void sql("COMMIT").run());
    } catch (error) {
      abandon(error);
      return undefined;
    }
    batch = undefined;
    return done;
  };
  /** Writes and syncs all there is, and returns only then. */
  const flush = (): void => {
    const done = [...(syncing ?? []), ...(write() ?? [])];
    syncing = done;
    try {
      log.syncNow();
    } catch (error) {
      breakDown(error);
      return;
    }
    syncing = undefined;
    settle(done);
  };
  const commit = (): void => {
    if (syncing) return; // D2
    const done = write();
    if (!done) return;
    if (done.length === 1) {
      syncing = done;
      flush();
      return;
    }
    syncing = done;
    log.sync().then(() => {
      if (syncing !== done) return;
      syncing = undefined;
      settle(done);
      commit();
    }, breakDown);
  };

  const join = (): Pending[] => {
    if (broken) throw broken;
    if (!batch) {
      sql("BEGIN IMMEDIATE").run();
      batch = [];
      setImmediate(commit);
    }
    return batch;
  };

  const tryOut = <T>(work: () => T, { before, keep, undo }: Fence): T => {
    for (const step of before) sql(step).run();
    try {
      const value = work();
      for (const step of keep) sql(step).run();
      return value;
    } catch (error) {
      if (db.isTransaction) for (const step of undo) sql(step).run();
      throw error;
    }
  };

  return {
    transact: <T>(work: (tx: Transaction) => T) =>
      new Promise<T>((resolve, reject) => {
        let mine: Pending[];
        try {
          mine = join();
        } catch (error) {
          reject(abandon(error));
          return;
        }
        const effects: (() => void)[] = [];
        try {
          const value = tryOut(
            () => work({ run, get, all, afterCommit: (effect) => void effects.push(effect) }),
            mine.length === 0 ? first : later,
          );
          mine.push({ settle: () => resolve(value), fail: reject, effects });
        } catch (error) {
          // After a full disk or an I/O error SQLite has already rolled the whole transaction back.
          if (db.isTransaction) mine.push({ settle: () => reject(error), fail: reject, effects: [] });
          else reject(abandon(error));
        }
      }),
    read: <T>(work: (tx: Pick<Transaction, "get" | "all">) => T) =>
      new Promise<T>((resolve, reject) => {
        if (broken) throw broken;
        const value = work({ get, all });
        const unsettled = batch ?? syncing;
        if (unsettled) unsettled.push({ settle: () => resolve(value), fail: reject, effects: [] });
        else resolve(value);
      }),
    migrate: (room, steps) => {
      if (batch) flush();
      db.exec("CREATE TABLE IF NOT EXISTS schema_version (room TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT");
      const version = Number(get("SELECT version FROM schema_version WHERE room = ?", room)?.["version"] ?? 0);
      if (version > steps.length) {
        throw new StoreFailure(
          `The data folder was written by a newer Switchboard (${room} is at ${version}, this one knows ${steps.length}). Update, or choose another --data folder.`,
        );
      }
      for (const [at, step] of steps.entries()) {
        if (at < version) continue;
        db.exec("BEGIN IMMEDIATE");
        db.exec(step);
        run("INSERT INTO schema_version VALUES (?1, ?2) ON CONFLICT (room) DO UPDATE SET version = ?2", room, at + 1);
        aroundCommit(() => db.exec("COMMIT"));
        log.syncNow();
      }
    },
    onFailure: (listen) => void listeners.push(listen),
    close: async () => {
      if (batch || syncing) flush();
      statements.clear();
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      log.close();
      db.close();
    },
  };
}
