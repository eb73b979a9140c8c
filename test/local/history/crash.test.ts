import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { openEngine } from "../../../local/history/engine.ts";
import { openStore } from "../../../local/store.ts";

const executions = 40;
const kills = 12;

/** Runs the child; kills it with SIGKILL after `killAfterMs`, if given. Answers what it printed. */
const live = (folder: string, killAfterMs?: number): Promise<string[]> =>
  new Promise((resolve) => {
    const script = fileURLToPath(new URL("./crash-child.ts", import.meta.url));
    const child = spawn(process.execPath, [script, folder, String(executions)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      // Time counts from the first sign of work: how long the process takes to load says nothing.
      if (killAfterMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    });
    child.on("exit", () => resolve(printed.split("\n").filter((line) => line !== "")));
  });

test("kill -9 at random moments loses no accepted execution and records each task's result once (E1, E2, E3)", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "crash-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const accepted = new Set<string>();
  for (let kill = 0; kill < kills; kill += 1) {
    const lines = await live(folder, Math.random() * 150);
    for (const line of lines) if (line.startsWith("accepted ")) accepted.add(line.slice("accepted ".length));
    if (lines.includes("done")) break;
  }
  expect((await live(folder)).at(-1)).toBe("done");

  const store = openStore(path.join(folder, "engine.db"));
  onTestFinished(() => store.close());
  const engine = openEngine({ store, clock: systemClock, random: Math.random, invoke: async () => null });
  const calls = readFileSync(path.join(folder, "calls.log"), "utf8").split("\n");
  for (const name of new Set([...accepted, ...Array.from({ length: executions }, (_, n) => `e${n}`)])) {
    const executionArn = `arn:aws:states:us-east-1:000000000000:execution:machine:${name}`;
    const ended = await engine.operations["DescribeExecution"]?.({ executionArn });
    expect(ended, name).toMatchObject({ status: "SUCCEEDED" });
    expect(JSON.parse(String(ended?.["output"])), name).toEqual({
      n: Number(name.slice(1)),
      doubled: [2, 4, 6],
      said: "yes",
    });
    const history = await engine.operations["GetExecutionHistory"]?.({ executionArn, maxResults: 1000 });
    const events = eventsIn(history?.["events"]);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => at + 1));
    const scheduled = events.filter(({ type }) => type === "TaskScheduled").length;
    const answered = events.filter(({ type }) => /^Task(Succeeded|Failed|TimedOut)$/.test(type)).length;
    expect(answered, "each attempt has one recorded result").toBe(scheduled);
    expect(calls.filter((call) => call.startsWith(`${name} `)).length).toBeGreaterThanOrEqual(scheduled);
  }
}, 120_000);

/** Events as far as this test looks at them. */
function eventsIn(events: unknown): { id: number; type: string }[] {
  if (!Array.isArray(events)) throw new Error("no events");
  return events.map((event: { id: number; type: string }) => event);
}
