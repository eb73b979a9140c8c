import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built console lies in `console/` beside the function's bundle, whose entries are one folder deep or none. */
const folders = ["./console/", "../console/"].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

let kept: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

/**
 * Every file of the built console by name, read once: a request only looks into this map, so no part of it reaches the
 * file system. Empty where no console was built, as in tests that run the API from its source.
 */
export function consoleFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  kept ??= readAll();
  return kept;
}

async function readAll(): Promise<ReadonlyMap<string, Uint8Array>> {
  for (const folder of folders) {
    const names: readonly string[] = await readdir(folder).catch(() => []);
    if (!names.includes("index.html")) continue;
    return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))] as const)));
  }
  return new Map();
}
