import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { StoreFailure } from "../../../local/database.ts";
import { openStore } from "../../../local/store.ts";

const script = fileURLToPath(new URL("./full-disk-child.ts", import.meta.url));

function ownFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "full-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs a command; answers the lines it printed by their first word, as the rest of each. */
const lines = (command: string, args: readonly string[]): Promise<Map<string, string[]>> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += String(chunk);
    });
    child.on("close", () => {
      const found = new Map<string, string[]>();
      for (const line of said.split("\n").filter(Boolean)) {
        const [word = "", ...rest] = line.split(" ");
        found.set(word, [...(found.get(word) ?? []), rest.join(" ")]);
      }
      resolve(found);
    });
  });

/** What was accepted while there was room ends when there is room again, and nothing else exists. */
async function fillThenFinish(folder: string, fill: [string, string[]], makeRoom: () => void): Promise<void> {
  const filled = await lines(...fill);
  const accepted = filled.get("accepted") ?? [];
  expect(accepted.length).toBeGreaterThan(10);
  expect(filled.get("refused")).toHaveLength(20);
  for (const refusal of filled.get("refused") ?? [])
    expect(refusal).toMatch(/StoreFailure: The disk refused a write: /);
  expect(filled.get("told")?.length, "the store's listeners hear of it").toBeGreaterThanOrEqual(20);
  makeRoom();
  const finished = await lines(process.execPath, [script, folder, "finish"]);
  expect(finished.get("ended")?.toSorted()).toEqual(accepted.map((name) => `${name} SUCCEEDED`).toSorted());
}

test("a file that may not grow refuses new executions clearly and loses none that it took (F8)", async () => {
  const folder = ownFolder();
  // In units of 1,024 bytes; a write across the limit is a short one.
  const limited = `ulimit -f 403; exec "${process.execPath}" "${script}" "${folder}" fill`;
  await fillThenFinish(folder, ["bash", ["-c", limited]], () => {});
});

/** A file system of its own with so much room; undefined where this may not be made. */
function smallDisk(size: string): string | undefined {
  const folder = ownFolder();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "ignore" });
  if (mounted.status !== 0) return undefined;
  onTestFinished(() => void spawnSync("umount", [folder])); // Called before the folder goes: last in, first out.
  return folder;
}

test("a full disk (ENOSPC) refuses new executions clearly and loses none that it took (F8)", async ({ skip }) => {
  const folder = smallDisk("600k");
  if (folder === undefined) return skip("only root may mount a small disk");
  await fillThenFinish(folder, [process.execPath, [script, folder, "fill"]], () => {
    expect(spawnSync("mount", ["-o", "remount,size=20m", folder]).status).toBe(0);
  });
});

test("a read-only disk is told when the store is opened, and nothing on it is harmed (F8)", async ({ skip }) => {
  const folder = smallDisk("2m");
  if (folder === undefined) return skip("only root may mount a small disk");
  const file = path.join(folder, "engine.db");
  const store = openStore(file);
  store.migrate("room", ["CREATE TABLE entry (n INTEGER PRIMARY KEY) STRICT"]);
  await store.transact((tx) => void tx.run("INSERT INTO entry VALUES (1)"));
  await store.close();
  chmodSync(file, 0o444);
  expect(spawnSync("mount", ["-o", "remount,ro", folder]).status).toBe(0);
  expect(() => openStore(file)).toThrow(StoreFailure);
  expect(() => openStore(file)).toThrow(/Check that the folder is writable .* or choose another with --data DIR/);
  expect(spawnSync("mount", ["-o", "remount,rw", folder]).status).toBe(0);
  const again = openStore(file);
  expect(await again.read((tx) => tx.all("SELECT n FROM entry"))).toEqual([{ n: 1 }]);
  await again.close();
});
