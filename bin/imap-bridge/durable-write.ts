import { open, rename } from "node:fs/promises";

/** Durable when it resolves: written beside, flushed, then put in place; for its owner's eyes alone. */
export async function writeOverwriting(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}
