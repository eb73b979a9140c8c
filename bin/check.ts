// The first half of `npm test`: formatting, lint, types and dead code, by the package's own scripts, as many at a time as
// there are cores. What is wrong is shown as soon as it is known, whole and not mixed with the others.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const root = fileURLToPath(new URL("..", import.meta.url));
const Package = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = Package.parse(JSON.parse(readFileSync(`${root}/package.json`, "utf8")));

// Longest first, so that no core waits for the last one.
const waiting = ["lint", "types", "dead", "format:check"].flatMap((name) => (scripts[name] ?? "").split(" && "));
const failed: string[] = [];

async function run(command: string): Promise<void> {
  const [node, ...args] = command.split(" ");
  if (node !== "node")
    throw new Error(`bin/check.ts runs scripts that are made of 'node …' and '&&', not '${command}'.`);
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const started = performance.now();
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
  const what = args.slice(1).join(" ");
  if (code === 0) return console.log(`✓ ${what} (${took})`);
  failed.push(what);
  console.error(`✗ ${what} (${took})\n${Buffer.concat(output).toString()}`);
}

async function lane(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
}

await Promise.all(Array.from({ length: availableParallelism() }, lane));
if (failed.length > 0) process.exitCode = 1;
