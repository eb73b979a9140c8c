import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The console's files lie in `console/` beside the function's bundle, so the path is relative to this module as bundled. */
const folders = [
  fileURLToPath(new URL("./console/", import.meta.url)),
  fileURLToPath(new URL("../console/", import.meta.url)),
  fileURLToPath(new URL("../../console/", import.meta.url)),
];

const kept = new Map<string, Uint8Array>();

/** The bytes of one console file, read once. Only for names from a fixed list: no part of a request goes in here. */
export async function consoleFile(name: string): Promise<Uint8Array> {
  const known = kept.get(name);
  if (known !== undefined) return known;
  for (const folder of folders) {
    const bytes = await readFile(join(folder, name)).catch(() => undefined);
    if (bytes === undefined) continue;
    kept.set(name, bytes);
    return bytes;
  }
  throw new Error(`The console's ${name} is not beside the function: lib/ must put console/ into its asset.`);
}
