import { existsSync } from "node:fs";
import { type FileHandle, mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openCodeFolders } from "../../../local/lambda/code-folders.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "code-"));
  await mkdir(path.join(folder, "source", "inner"), { recursive: true });
  await writeFile(path.join(folder, "source", "index.mjs"), "export const handler = 1;");
  await writeFile(path.join(folder, "source", "inner", "data.json"), "{}");
});
afterEach(() => rm(folder, { recursive: true }));

const kept = (): string => path.join(folder, "functions", "hash");

/** Records, for each flush of a file or folder while `work` runs, whether the copy had its name by then. */
async function flushesDuring(work: () => Promise<unknown>): Promise<boolean[]> {
  const handle = await open(folder);
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const flushes: boolean[] = [];
  const flush = prototype.sync;
  const watched = vi.spyOn(prototype, "sync").mockImplementation(function (this: FileHandle) {
    flushes.push(existsSync(kept()));
    return flush.call(this);
  });
  try {
    await work();
  } finally {
    watched.mockRestore();
  }
  return flushes;
}

test.skipIf(process.platform === "win32")(
  "a copy is on the disk before it has its name, and then its name is",
  async () => {
    const code = openCodeFolders(path.join(folder, "functions"));
    const source = path.join(folder, "source");
    const [files, folders, parents] = [2, 2, 1];
    const flushes = await flushesDuring(() => code.keep("hash", source));
    expect(flushes).toEqual([...Array<boolean>(files + folders).fill(false), ...Array<boolean>(parents).fill(true)]);
    expect(await readFile(path.join(kept(), "inner", "data.json"), "utf8")).toBe("{}");
    expect(await flushesDuring(() => openCodeFolders(path.join(folder, "functions")).keep("hash", source))).toEqual([]);
  },
);
