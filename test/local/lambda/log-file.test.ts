import { mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLogFile } from "../../../local/lambda/log-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "log-"));
});
afterEach(() => rm(folder, { recursive: true }));

const text = (name: string): Promise<string> => readFile(path.join(folder, name), "utf8");

test("a first text beyond the limit is kept, as the file before the one that is written", async () => {
  const log = openLogFile(folder, "f", 10);
  log.write("more than ten\n");
  log.write("next\n");
  await log.close();
  expect([await text("f.log.1"), await text("f.log")]).toEqual(["more than ten\n", "next\n"]);
});

test("a folder that cannot be made loses lines and stops nobody; the log goes on once it can", async () => {
  const inner = path.join(folder, "logs");
  await writeFile(inner, "a file where the folder belongs");
  const log = openLogFile(inner, "f");
  log.write("lost\n");
  await rm(inner);
  log.write("kept\n");
  await log.close();
  expect(await text("logs/f.log")).toBe("kept\n");
});

test("a file that cannot be put aside is written on", async () => {
  await mkdir(path.join(folder, "f.log.1"));
  await writeFile(path.join(folder, "f.log.1", "in the way"), "");
  const log = openLogFile(folder, "f", 10);
  log.write("more than ten\n");
  await expect.poll(() => text("f.log")).toBe("more than ten\n");
  log.write("and more than ten\n");
  await log.close();
  await expect.poll(() => text("f.log")).toBe("more than ten\nand more than ten\n");
});

test.skipIf(process.platform !== "linux")("a log goes on after its disk was full", async () => {
  const file = path.join(folder, "f.log");
  await symlink("/dev/full", file);
  const log = openLogFile(folder, "f");
  log.write("lost\n");
  await rm(file);
  await expect
    .poll(
      async () => {
        log.write("kept\n");
        return (await stat(file).catch(() => undefined))?.size ?? 0;
      },
      { timeout: 5_000 },
    )
    .toBeGreaterThan(0);
  await log.close();
});
