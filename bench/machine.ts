import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import path from "node:path";

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  /** Median milliseconds of writing 4 KB and fsync, over 50 tries. */
  readonly fsyncMs: number;
}

/** What the figures were measured on; figures without it mean nothing. */
export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    fsyncMs: fsyncTime(),
  };
}

function fsyncTime(): number {
  const folder = mkdtempSync(path.join(tmpdir(), "switchboard-fsync-"));
  const file = openSync(path.join(folder, "probe"), "w");
  const times = Array.from({ length: 50 }, () => {
    const before = performance.now();
    writeSync(file, Buffer.alloc(4096));
    fsyncSync(file);
    return performance.now() - before;
  });
  closeSync(file);
  rmSync(folder, { recursive: true });
  return median(times);
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Proportional set size of a process and all its descendants, in MB (Linux; NaN elsewhere). */
export function treeMemoryMb(pid: number): number {
  const of = (one: number): number => {
    try {
      const kb = Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, "utf8"))?.[1] ?? 0);
      return kb / 1024 + childrenOf(one).reduce((sum, child) => sum + of(child), 0);
    } catch {
      return 0;
    }
  };
  return process.platform === "linux" ? of(pid) : Number.NaN;
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number),
  );
}

/** What all processes together have used, in milliseconds of one core (Linux; NaN elsewhere). */
export function busyMs(): number {
  try {
    const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(/\s+/).slice(1).map(Number);
    return (user + nice + system + irq + softirq) * 10;
  } catch {
    return Number.NaN;
  }
}
