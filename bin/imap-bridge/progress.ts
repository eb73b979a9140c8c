import { readFile } from "node:fs/promises";
import * as z from "zod";
import { writeOverwriting } from "./durable-write.ts";

/** How far a folder has been handed over. */
const Progress = z.object({
  /** The server's word for "these UIDs mean the same emails as before" (RFC 9051 section 2.3.1.1). */
  uidValidity: z.string(),
  lastUid: z.int().nonnegative(),
  /** When the newest handed-over email arrived, for the day on which the server counts its UIDs anew. */
  lastDate: z.string(),
  /** Emails that Switchboard's mail server refused for good: they stay unread in the folder, for people. */
  refused: z.array(z.object({ uid: z.int(), reason: z.string() })).default([]),
});
export type Progress = z.infer<typeof Progress>;

/** Undefined when there is none yet. Throws when it cannot be read, saying what to do. */
export async function readProgress(file: string): Promise<Progress | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return Progress.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `The progress in ${file} cannot be read. Move the file away to begin anew; Switchboard knows emails again.`,
      { cause },
    );
  }
}

/** Durable when it resolves. */
export const writeProgress = (file: string, progress: Progress): Promise<void> =>
  writeOverwriting(file, `${JSON.stringify(progress)}\n`);
