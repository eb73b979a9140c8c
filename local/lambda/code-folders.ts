import { cp, mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Keeps a copy of each function's code under its content hash, so that a published version still finds its code after
 * newer code was synthesised. A copy is made once and whole: it appears under its name by one rename.
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
    await rename(partial, target);
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

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
};
