import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";

const run = promisify(execFile);

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
