import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

// On Linux often enough to stop a decompression bomb (a busy process allocates about 1 MB a millisecond) before it hurts.
// Elsewhere each look starts a process of its own; Windows has no way to tell.
const lookEveryMs: Partial<Record<NodeJS.Platform, number | undefined>> = { linux: 50, win32: undefined };
const usualMs = 1_000;

/** How often the memory of a busy process is looked at on this system, in ms; undefined: never. */
export const memoryLookMs = (platform: NodeJS.Platform): number | undefined =>
  platform in lookEveryMs ? lookEveryMs[platform] : usualMs;

/** Resident memory of a process in MB, or undefined when it is gone or the system has no way to tell (Windows). */
export async function residentMb(pid: number): Promise<number | undefined> {
  try {
    if (process.platform === "linux") {
      // Read at once: procfs answers from memory, and five hops through the thread pool would cost ten times as much.
      const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
      return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
    }
    const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout) / 1024;
  } catch {
    return undefined;
  }
}
