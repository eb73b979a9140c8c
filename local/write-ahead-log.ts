import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";

/** SQLite's write-ahead log as a file to be synced. */
export interface WriteAheadLog {
  /** Settles when all that was written before the call is on disk; the event loop goes on meanwhile. */
  sync(): Promise<void>;
  /** The same, but blocks: shorter by a thread's round trip when there is nothing else to do. */
  syncNow(): void;
  close(): void;
}

/**
 * The log beside the database `file`. It is opened at the first sync, since SQLite makes it with the first write, and
 * stays the same file until the database is closed.
 * @see https://www.sqlite.org/wal.html#the_wal_file
 */
export function openLog(file: string): WriteAheadLog {
  let handle: number | undefined;
  // Windows syncs only what was opened for writing.
  const open = (): number => (handle ??= openSync(`${file}-wal`, "r+"));
  return {
    sync: () =>
      new Promise((resolve, reject) => fdatasync(open(), (error) => (error === null ? resolve() : reject(error)))),
    syncNow: () => fdatasyncSync(open()),
    close: () => {
      if (handle !== undefined) closeSync(handle);
      handle = undefined;
    },
  };
}
