import { cp, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { syncFolder } from "../services/durable-file.ts";

/**
 * Keeps a copy of each function's code under its content hash, so that a published version still finds its code after
 * newer code was synthesised. A copy is made once and whole: it appears under its name by one rename, when all of it is
 * on the disk, since what stands under the name is trusted ever after.
 */
export function openCodeFolders(folder: string): { keep(hash: string, source: string): Promise<string> } {
  const underway = new Map<string, Promise<string>>();
  const copy = async (hash: string, source: string): Promise<string> => {
    const target = path.join(folder, hash);
    if (await exists(target)) return target;
    const partial = `${target}.partial`;
    await mkdir(folder, { recursive: true });
    await rm(partial, { recursive: true, force: true });
    await cp(source, partial, { recursive: true });
    await syncTree(partial);
    await rename(partial, target);
    await syncFolder(folder);
    return target;
  };
  return {
    keep: (hash, source) => {
      const copying = underway.get(hash) ?? copy(hash, source);
      underway.set(hash, copying);
      return copying;
    },
  };
}

/** Brings every file and folder below `folder`, and itself, to the disk. */
async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) await syncTree(name);
    else if (entry.isFile()) await syncFile(name);
  }
  await syncFolder(folder);
}

async function syncFile(name: string): Promise<void> {
  // Windows flushes only what is open for writing.
  const file = await open(name, process.platform === "win32" ? "r+" : "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
};
