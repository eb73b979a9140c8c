import { DatabaseSync } from "node:sqlite";

/** The disk refused: nothing of the batch was accepted and every caller in it was told. */
export class StoreFailure extends Error {
  override name = "StoreFailure";
}

/** Opens (or makes) the file and takes it for this process. Throws StoreFailure, saying what to do. */
export function openDatabase(file: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 0 });
    // EXCLUSIVE: the kernel drops the lock with the process, so kill -9 leaves no stale lock file behind.
    db.exec("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
    db.exec("PRAGMA wal_autocheckpoint=4000; BEGIN EXCLUSIVE; COMMIT;");
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
