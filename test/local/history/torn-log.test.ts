// What a power cut may leave of the write-ahead log: any part of what was written since the last sync, or rubbish.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../../local/store.ts";

/** A database and its log, as they lay on the disk before and after the last of some transactions. */
async function lastTransaction(): Promise<{ folder: string; file: string; before: Buffer; after: Buffer }> {
  const folder = mkdtempSync(path.join(tmpdir(), "torn-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, "live.db");
  const store = openStore(file);
  store.migrate("room", ["CREATE TABLE entry (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"]);
  let before = Buffer.alloc(0);
  for (let n = 1; n <= 5; n += 1) {
    before = readFileSync(`${file}-wal`);
    await store.transact((tx) => void tx.run("INSERT INTO entry VALUES (?, ?)", n, "words ".repeat(n * 10)));
  }
  copyFileSync(file, path.join(folder, "kept.db"));
  const after = readFileSync(`${file}-wal`);
  await store.close();
  return { folder, file: path.join(folder, "kept.db"), before, after };
}

/** The entries of the database when its log is this. */
async function entriesWith(folder: string, file: string, log: Buffer): Promise<unknown[]> {
  const copy = path.join(folder, "copy.db");
  copyFileSync(file, copy);
  writeFileSync(`${copy}-wal`, log);
  const store = openStore(copy);
  try {
    return await store.read((tx) => tx.all("SELECT n FROM entry ORDER BY n").map(({ n }) => n));
  } finally {
    await store.close();
  }
}

// Every byte around where pages and their headers begin and end, and every 97th elsewhere; all of them when asked to.
const stride = process.env["EVERY_BYTE"] === undefined ? 97 : 1;
const isTried = (at: number, from: number): boolean =>
  at % stride === 0 || (at - from) % 4120 <= 30 || (at - from) % 4120 >= 4110;

test("a log cut off at any byte of its last transaction opens to the last committed state (D1, F8)", async () => {
  const { folder, file, before, after } = await lastTransaction();
  expect(await entriesWith(folder, file, after)).toEqual([1, 2, 3, 4, 5]);
  for (let length = before.length; length < after.length; length += 1)
    if (isTried(length, before.length))
      expect(await entriesWith(folder, file, after.subarray(0, length)), `of ${length} bytes`).toEqual([1, 2, 3, 4]);
});

test("a log with any byte of its last transaction wrong opens to the last committed state (D1, F8)", async () => {
  const { folder, file, before, after } = await lastTransaction();
  for (let at = before.length; at < after.length; at += 1) {
    if (!isTried(at, before.length)) continue;
    const torn = Buffer.from(after);
    torn[at] = (torn[at] ?? 0) ^ 0xff;
    expect(await entriesWith(folder, file, torn), `wrong at ${at}`).toEqual([1, 2, 3, 4]);
  }
});
