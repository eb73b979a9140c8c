// One measurement of one engine in a process of its own: `engine-child.ts OPTIONS-AS-JSON`, which prints its result.
import type { ChildOptions } from "./engine.ts";
import { checkResult, emailOf, type Peer, thinkingMs } from "./engine-workload.ts";
import { busyMs } from "./machine.ts";

// Plain JSON from engine.ts: a parser's own loading would count as the engine's.
const options: ChildOptions = JSON.parse(process.argv[2] ?? "{}");
const { engine, D, inFlight, seconds, dir, spawnedAtMs } = options;

const peer: Peer =
  engine === "floor"
    ? (await import("./engine-floor.ts")).openFloor({ dir, D })
    : await (await import("./engine-peer.ts")).start({ dir, D });
let next = 0;
const one = async (): Promise<{ overheadMs: number }> => {
  const i = next++;
  const email = emailOf(i);
  const from = performance.now();
  const result = await peer.run(i, email);
  const tookMs = performance.now() - from;
  checkResult(result, i);
  return { overheadMs: tookMs - thinkingMs(i, D) };
};
await one();
const firstMs = Date.now() - spawnedAtMs;

// A little warmth first, as a server that has been running has.
const warmUp = async (): Promise<void> => {
  for (let round = 0; round < (D > 0 ? 2 : 12); round += 1) await one();
};
await Promise.all(Array.from({ length: Math.min(inFlight, 16) }, warmUp));
await peer.settle();

const before = { bytes: await peer.keptBytes(), workflows: next, cpu: process.cpuUsage(), busyMs: busyMs() };
const beganAt = performance.now();
const overheads: number[] = [];
let issued = 0;
const worker = async (): Promise<void> => {
  while (performance.now() - beganAt < seconds * 1000 || issued < inFlight) {
    issued += 1;
    overheads.push((await one()).overheadMs);
  }
};
await Promise.all(Array.from({ length: inFlight }, worker));
const tookMs = performance.now() - beganAt;
const cpu = process.cpuUsage(before.cpu);
const cpuMs = (cpu.user + cpu.system) / 1000;
await peer.settle();
overheads.sort((a, b) => a - b);
const quantile = (share: number): number => overheads[Math.floor(overheads.length * share)] ?? 0;
console.log(
  JSON.stringify({
    workflows: overheads.length,
    perSecond: (overheads.length / tookMs) * 1000,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    cpuMs: cpuMs / overheads.length,
    firstMs,
    keptKb: ((await peer.keptBytes()) - before.bytes) / (next - before.workflows) / 1024,
    othersCores: (busyMs() - before.busyMs - cpuMs) / tookMs,
  }),
);
await peer.stop();
process.exit(0);
