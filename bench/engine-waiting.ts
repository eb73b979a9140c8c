// A hundred thousand executions that wait: what they take in memory while they are started, and after a restart.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Figure } from "./bench.ts";
import { treeMemoryMb } from "./machine.ts";

const waiting = 100_000;

interface Restarted {
  readonly restartMs: number;
  readonly cpuMs: number;
  readonly rssMb: number;
}

export async function measureWaiting(say: (line: string) => void): Promise<Figure[]> {
  const dir = mkdtempSync(path.join(tmpdir(), "switchboard-waiting-"));
  try {
    say(`starting ${waiting.toLocaleString("en")} executions that wait …`);
    const filled = await run("fill", dir);
    const { memoryMb, told } = await run("restart", dir);
    const restarted: Restarted = JSON.parse(told);
    const name = `${waiting.toLocaleString("en")} waiting`;
    return [
      {
        name: `${name}: memory at most, from the first`,
        value: filled.memoryMb,
        unit: "MB",
        target: { at: "most", value: 400 },
      },
      {
        name: `${name}: memory after a restart`,
        value: Math.max(memoryMb, restarted.rssMb),
        unit: "MB",
        target: { at: "most", value: 400 },
      },
      {
        name: `${name}: restart, process and all`,
        value: restarted.restartMs,
        unit: "ms",
        target: { at: "most", value: 5000 },
      },
      { name: `${name}: restart, CPU`, value: restarted.cpuMs, unit: "ms" },
      { name: `${name}: kept each`, value: statSync(path.join(dir, "engine.db")).size / waiting / 1024, unit: "KB" },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function run(kind: "fill" | "restart", dir: string): Promise<{ memoryMb: number; told: string }> {
  const child = fileURLToPath(new URL("engine-waiting-child.ts", import.meta.url));
  const started = spawn(process.execPath, [child, kind, dir, String(waiting), String(Date.now())], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let memoryMb = 0;
  const look = setInterval(() => {
    memoryMb = Math.max(memoryMb, treeMemoryMb(started.pid ?? 0));
  }, 200);
  try {
    return { told: await text(started.stdout), memoryMb };
  } finally {
    clearInterval(look);
    started.kill();
  }
}
