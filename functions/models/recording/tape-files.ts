import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Tape } from "./tape.ts";

/** Recordings as files in a folder: for `npm run evaluate` and for tests, which may keep them in a repository. */
export const fileTape = (folder: string): Tape => ({
  async read(name) {
    try {
      return await readFile(path.join(folder, name), "utf8");
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    }
  },
  async write(name, text) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  },
});
