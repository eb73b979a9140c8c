// Store: the one SQLite file that holds all state of a Switchboard on one machine.
//
// It owns the connection, transactions and their durability. It knows nothing of queues, tables or executions.
//
//   D1. What `transact` promised is on disk (WAL, synchronous=FULL) before its promise settles.
//   D2. All work of one event-loop turn (on a slow disk: of a few milliseconds) shares one COMMIT, so many writers
//       share one fsync.
//   D3. Work that throws leaves nothing behind; its neighbours in the same COMMIT are unharmed.
//   D4. Nobody learns of an uncommitted change: reads settle after the COMMIT they may have seen.
//   D5. Effects (sending, invoking, waking a waiter) are registered with `afterCommit` and run only then.
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from "node:sqlite";

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

/** The disk refused: nothing of the batch was accepted and every caller in it was told. */
export class StoreFailure extends Error {
  override name = "StoreFailure";
}

const slowMs = 1;
const longestWaitMs = 5;

interface Pending {
  readonly settle: () => void;
  readonly fail: (error: StoreFailure) => void;
  readonly effects: readonly (() => void)[];
}

interface StoreOptions {
  /** On a disk that is slow to sync, a COMMIT waits a few milliseconds for more work to join. */
  readonly gather?: boolean;
  /** Makes every COMMIT in the store's place: the seam at which tests kill the process just before and just after. */
  readonly aroundCommit?: (commit: () => void) => void;
}

/**
 * Opens (or makes) the database `file` and takes it for this process alone.
 * Throws StoreFailure when another process holds it or it cannot be written, saying what to do.
 */
export function openStore(file: string, options: StoreOptions = {}): Store {
  const { gather = false, aroundCommit = (commit) => commit() } = options;
  const db = openDatabase(file);
  const statements = new Map<string, StatementSync>();
  const listeners: ((error: StoreFailure) => void)[] = [];
  let batch: Pending[] | undefined;

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

  let commitMs = 0;
  const commit = (): void => {
    const done = batch;
    if (!done) return;
    const before = performance.now();
    try {
      aroundCommit(() => void sql("COMMIT").run());
    } catch (error) {
      abandon(error);
      return;
    }
    batch = undefined;
    commitMs = performance.now() - before;
    for (const pending of done) pending.settle();
    for (const pending of done) for (const effect of pending.effects) effect(); // D5
  };

  const join = (): Pending[] => {
    if (!batch) {
      sql("BEGIN IMMEDIATE").run();
      batch = [];
      // D2. A slow disk blocks this thread for as long as it syncs: waiting as long once more lets others join.
      if (!gather || commitMs < slowMs) setImmediate(commit);
      else setTimeout(commit, Math.min(commitMs, longestWaitMs));
    }
    return batch;
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
        sql("SAVEPOINT work").run();
        try {
          const value = work({ run, get, all, afterCommit: (effect) => void effects.push(effect) });
          sql("RELEASE work").run();
          mine.push({ settle: () => resolve(value), fail: reject, effects });
        } catch (error) {
          // After a full disk or an I/O error SQLite has already rolled the whole transaction back.
          if (!db.isTransaction) {
            reject(abandon(error));
            return;
          }
          sql("ROLLBACK TO work").run(); // D3
          sql("RELEASE work").run();
          mine.push({ settle: () => reject(error), fail: reject, effects: [] });
        }
      }),
    read: <T>(work: (tx: Pick<Transaction, "get" | "all">) => T) =>
      new Promise<T>((resolve, reject) => {
        const value = work({ get, all });
        if (batch) batch.push({ settle: () => resolve(value), fail: reject, effects: [] });
        else resolve(value);
      }),
    migrate: (room, steps) => {
      commit();
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
      }
    },
    onFailure: (listen) => void listeners.push(listen),
    close: async () => {
      commit();
      statements.clear();
      db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      db.close();
    },
  };
}

function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    // EXCLUSIVE: the kernel drops the lock with the process, so kill -9 leaves no stale lock file behind.
    db.exec(
      "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;",
    );
    db.exec("BEGIN EXCLUSIVE; COMMIT;");
    return db;
  } catch (cause) {
    if (db?.isOpen) db.close(); // Lest its lock tells the next try that somebody else is there.
    const text = cause instanceof Error ? cause.message : String(cause);
    const advice = /locked|busy/i.test(text)
      ? "Another Switchboard is using this data folder: stop it, or choose another with --data DIR."
      : `The database ${file} cannot be opened (${text}). Check that the folder is writable and the disk has room, or choose another with --data DIR.`;
    throw new StoreFailure(advice, { cause });
  }
}
