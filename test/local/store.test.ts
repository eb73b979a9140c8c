import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { StoreFailure } from "../../local/database.ts";
import { openStore } from "../../local/store.ts";
import type { WriteAheadLog } from "../../local/write-ahead-log.ts";

/** A disk whose syncs end when the test says so. */
function slowDisk(): WriteAheadLog & { end(error?: Error): void } {
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  return {
    sync: () => new Promise((resolve, reject) => waiting.push({ resolve, reject })),
    syncNow: () => undefined,
    close: () => undefined,
    end: (error) => {
      const next = waiting.shift();
      if (error === undefined) next?.resolve();
      else next?.reject(error);
    },
  };
}

async function openOn(disk: WriteAheadLog) {
  const folder = mkdtempSync(path.join(tmpdir(), "store-"));
  let commits = 0;
  const store = openStore(path.join(folder, "store.db"), {
    log: disk,
    aroundCommit: (commit) => {
      commits += 1;
      commit();
    },
  });
  onTestFinished(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  store.migrate("test", ["CREATE TABLE words (word TEXT) STRICT"]);
  commits = 0;
  const settled: string[] = [];
  const add = (word: string) =>
    store
      .transact((tx) => tx.run("INSERT INTO words VALUES (?)", word))
      .then(
        () => settled.push(word),
        (error: unknown) => settled.push(`${word}: ${error instanceof StoreFailure ? "refused" : String(error)}`),
      );
  const count = () => store.read((tx) => Number(tx.get("SELECT count(*) AS n FROM words")?.["n"]));
  return { store, settled, add, count, commits: () => commits };
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test("nobody hears of a write, or reads it, before it is synced (D1, D4)", async () => {
  const disk = slowDisk();
  const { settled, add, count } = await openOn(disk);
  void add("one");
  void add("two");
  await turns();
  void count().then((n) => settled.push(`read ${n}`));
  await turns();
  expect(settled).toEqual([]);
  disk.end();
  await turns();
  expect(settled).toEqual(["one", "two", "read 2"]);
  expect(await count(), "what is on disk is read at once").toBe(2);
});

test("while a sync is under way, all later work gathers in one COMMIT (D2)", async () => {
  const disk = slowDisk();
  const { settled, add, commits } = await openOn(disk);
  void add("one");
  void add("two");
  await turns();
  for (const word of ["three", "four", "five"]) {
    void add(word);
    await turns();
  }
  expect(commits()).toBe(1);
  disk.end();
  await turns();
  expect(commits()).toBe(2);
  expect(settled).toEqual(["one", "two"]);
  disk.end();
  await turns();
  expect(settled).toEqual(["one", "two", "three", "four", "five"]);
});

test("after a sync that failed everything is refused until a restart (D6, F8)", async () => {
  const disk = slowDisk();
  const { store, settled, add, count } = await openOn(disk);
  const told: unknown[] = [];
  store.onFailure((error) => told.push(error));
  void add("one");
  void add("two");
  await turns();
  void add("three");
  disk.end(new Error("EIO: i/o error, fdatasync"));
  await turns();
  expect(settled.toSorted()).toEqual(["one: refused", "three: refused", "two: refused"]);
  expect(told).toHaveLength(1);
  await add("four");
  expect(settled).toContain("four: refused");
  await expect(count()).rejects.toThrow(/EIO/);
});

test.each([0, 1, 2])(
  "work that throws as number %i of a COMMIT leaves nothing behind and no neighbour harmed (D3)",
  async (place) => {
    const disk = slowDisk();
    const { store, settled, add, count } = await openOn(disk);
    const fail = () =>
      store
        .transact((tx) => {
          tx.run("INSERT INTO words VALUES ('lost')");
          throw new Error("thought better of it");
        })
        .catch((error: Error) => settled.push(error.message));
    const work = [() => add("one"), () => add("two")];
    work.splice(place, 0, fail);
    for (const begin of work) void begin();
    await turns();
    expect(settled, "a refusal too is told only when all that it may have read is on disk").toEqual([]);
    disk.end();
    await turns();
    expect(settled.toSorted()).toEqual(["one", "thought better of it", "two"]);
    expect(await count()).toBe(2);
  },
);
