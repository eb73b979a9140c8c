// The workflow engine under the workload of engine-workload.ts, beside the least that SQLite must write for the same
// durability ("the floor"): a fresh process and a fresh file each time, engine and floor in turn, median of three.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Figure } from "./bench.ts";
import { measureFlat } from "./engine-flat.ts";
import { measureWaiting } from "./engine-waiting.ts";
import { busyMs, median, treeMemoryMb } from "./machine.ts";

export interface ChildOptions {
  readonly engine: "switchboard" | "floor";
  /** How long a thinking step takes, in milliseconds. */
  readonly D: number;
  readonly inFlight: number;
  readonly seconds: number;
  readonly dir: string;
  readonly spawnedAtMs: number;
}

interface Measured {
  readonly workflows: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
  readonly firstMs: number;
  readonly keptKb: number;
  readonly othersCores: number;
  readonly memoryMb: number;
}

type Pair = Readonly<Record<ChildOptions["engine"], Measured>>;

interface Load {
  readonly D: number;
  readonly inFlight: number;
  figures(name: string, pairs: readonly Pair[]): Figure[];
}

type Target = NonNullable<Figure["target"]>;
const least = (value: number): Target => ({ at: "least", value });
const most = (value: number): Target => ({ at: "most", value });
const own = (pairs: readonly Pair[], member: keyof Measured): number =>
  median(pairs.map(({ switchboard }) => switchboard[member]));
const share = (pairs: readonly Pair[]): number =>
  median(pairs.map(({ switchboard, floor }) => (switchboard.perSecond / floor.perSecond) * 100));

const loads: readonly Load[] = [
  {
    D: 0,
    inFlight: 1,
    figures: (name, pairs) => [
      { name: `${name}: of the floor`, value: share(pairs), unit: "%", target: least(55) },
      { name: `${name}: overhead p50`, value: own(pairs, "p50Ms"), unit: "ms", target: most(1.5) },
      { name: `${name}: overhead p99`, value: own(pairs, "p99Ms"), unit: "ms", target: most(5) },
      { name: "start to first finished workflow", value: own(pairs, "firstMs"), unit: "ms", target: most(150) },
    ],
  },
  {
    D: 0,
    inFlight: 64,
    figures: (name, pairs) => [
      { name: `${name}: of the floor`, value: share(pairs), unit: "%", target: least(12) },
      { name: `${name}: CPU each`, value: own(pairs, "cpuMs"), unit: "ms", target: most(0.4) },
      { name: `${name}: memory`, value: own(pairs, "memoryMb"), unit: "MB", target: most(150) },
      { name: "kept per workflow, full history", value: own(pairs, "keptKb"), unit: "KB", target: most(8) },
    ],
  },
  {
    D: 0,
    inFlight: 1000,
    figures: (name, pairs) => [
      { name: `${name}: of the floor`, value: share(pairs), unit: "%", target: least(12) },
      { name: `${name}: memory`, value: own(pairs, "memoryMb"), unit: "MB", target: most(300) },
    ],
  },
  {
    D: 50,
    inFlight: 64,
    figures: (name, pairs) => [
      { name: `${name}: overhead p50`, value: own(pairs, "p50Ms"), unit: "ms", target: most(12) },
    ],
  },
];

const repetitions = 3;
const seconds = 3;

export interface EngineOptions {
  readonly say: (line: string) => void;
  /** A folder whose run.mjs measures this engine beside others. */
  readonly peers: string | undefined;
  /** Instead: a hundred thousand executions that wait. */
  readonly waiting: boolean;
  /** Instead: the cost of a transition as the file grows. */
  readonly flat: boolean;
}

/** Measures engine and floor under each load; or all peers side by side, by the driver that lies with them. */
export async function measureEngine({ say, peers, waiting, flat }: EngineOptions): Promise<Figure[]> {
  if (waiting) return await measureWaiting(say);
  if (flat) return await measureFlat(say);
  if (peers !== undefined) return await besidePeers(peers);
  const figures: Figure[] = [];
  for (const { D, inFlight, figures: of } of loads) {
    const name = `${inFlight.toLocaleString("en")} in flight${D > 0 ? `, thinking ${D} ms` : ""}`;
    const pairs: Pair[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      const floor = await measure("floor", D, inFlight);
      const switchboard = await measure("switchboard", D, inFlight);
      pairs.push({ floor, switchboard });
      say(`${name}: engine ${shown(switchboard)}; floor ${shown(floor)}`);
    }
    figures.push(...of(name, pairs));
  }
  return figures;
}

/** Each peer's own lines say how it did; nothing here is judged by them. */
async function besidePeers(folder: string): Promise<Figure[]> {
  const results = path.join(mkdtempSync(path.join(tmpdir(), "switchboard-peers-")), "results.jsonl");
  const driver = spawn(process.execPath, ["run.mjs", results], {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, PEER_SWITCHBOARD: here("engine-peer.ts") },
  });
  const code = await new Promise((resolve) => driver.on("exit", resolve));
  if (code !== 0) throw new Error(`The peers' driver in ${folder} ended with ${String(code)}: is 'npm ci' run there?`);
  return [];
}

const shown = ({ perSecond, p50Ms, p99Ms, cpuMs, memoryMb, othersCores }: Measured): string =>
  `${perSecond.toFixed(0)}/s, ${p50Ms.toFixed(1)} / ${p99Ms.toFixed(1)} ms, ${cpuMs.toFixed(2)} ms CPU, ${memoryMb.toFixed(0)} MB (others ${othersCores.toFixed(1)} cores)`;

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

async function measure(engine: ChildOptions["engine"], D: number, inFlight: number): Promise<Measured> {
  await quiet();
  const dir = mkdtempSync(path.join(tmpdir(), "switchboard-engine-"));
  const options: ChildOptions = { engine, D, inFlight, seconds, dir, spawnedAtMs: Date.now() };
  const child = spawn(process.execPath, [here("engine-child.ts"), JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
    // What a Node that runs TypeScript itself spends on its types is no engine's: compiled once, then read.
    env: { ...process.env, NODE_COMPILE_CACHE: here("../node_modules/.cache/switchboard/compiled") },
  });
  let memoryMb = 0;
  const look = setInterval(() => {
    memoryMb = Math.max(memoryMb, treeMemoryMb(child.pid ?? 0));
  }, 200);
  try {
    const measured: Omit<Measured, "memoryMb"> = JSON.parse(await text(child.stdout));
    return { ...measured, memoryMb };
  } finally {
    clearInterval(look);
    child.kill();
    rmSync(dir, { recursive: true, force: true });
  }
}

const patienceMs = 12_000;

/** Waits until the machine has little else to do (Linux), but not for ever. */
async function quiet(): Promise<void> {
  const until = Date.now() + patienceMs;
  while (Date.now() < until) {
    const before = busyMs();
    await new Promise((resolve) => setTimeout(resolve, 700));
    if (!((busyMs() - before) / 700 > 0.35)) return;
  }
}
