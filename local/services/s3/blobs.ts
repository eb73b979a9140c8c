import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "../durable-file.ts";

/** Bytes too large for the database, each a file that is whole and on disk before anyone learns of its name. */
export interface Blobs {
  /** Writes a new file and returns its name; it is durable when the promise resolves. */
  write(bytes: Uint8Array): Promise<string>;
  read(name: string): Promise<Buffer>;
  /** Removes a file nobody names any more; what is left behind here the next sweep removes. */
  drop(name: string): void;
  /** Keeps `write`'s file from the sweep no longer: its row is committed, or never will be. */
  settled(name: string): void;
  /** Removes files that neither `known` nor a write under way names. */
  sweep(known: ReadonlySet<string>): Promise<number>;
}

/** Opens (or makes) the folder. */
export async function openBlobs(folder: string): Promise<Blobs> {
  await mkdir(folder, { recursive: true });
  const writing = new Set<string>();
  return {
    write: async (bytes) => {
      const name = randomUUID();
      const unfinished = `${name}.part`;
      writing.add(name).add(unfinished);
      try {
        await writeDurably(folder, name, bytes);
        return name;
      } catch (error) {
        writing.delete(name);
        throw error;
      } finally {
        writing.delete(unfinished);
      }
    },
    read: (name) => readFile(join(folder, name)),
    drop: (name) => void rm(join(folder, name), { force: true }).catch(() => undefined),
    settled: (name) => void writing.delete(name),
    sweep: async (known) => {
      const orphans = (await readdir(folder)).filter((name) => !known.has(name) && !writing.has(name));
      for (const name of orphans) await rm(join(folder, name), { force: true, recursive: true });
      return orphans.length;
    },
  };
}
