import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Figure } from "./bench.ts";

const run = promisify(execFile);
const script = fileURLToPath(new URL("read-one.ts", import.meta.url));
const atOnce = 2;

interface Reading {
  readonly name: string;
  readonly ms: number;
  readonly megabytes: number;
}

/** Time and peak memory of each email of a folder, each read in a process of its own, as on a function that starts cold. */
export async function measureFolder(folder: string, say: (line: string) => void): Promise<Figure[]> {
  const names = readdirSync(folder).filter((name) => /\.(?:eml|txt|html?)$/.test(name));
  say(`reading ${names.length} emails of ${folder}, each in a process of its own …`);
  const readings: Reading[] = [];
  const waiting = names.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const name of waiting) readings.push(await readAlone(path.join(folder, name)));
    }),
  );
  const slowest = most(readings, ({ ms }) => ms);
  const largest = most(readings, ({ megabytes }) => megabytes);
  return [
    {
      name: `slowest of the folder (${slowest.name})`,
      ...{ value: slowest.ms, unit: "ms", target: { at: "most", value: 10_000 } },
    },
    {
      name: `most memory (${largest.name})`,
      ...{ value: largest.megabytes, unit: "MB", target: { at: "most", value: 256 } },
    },
  ];
}

async function readAlone(file: string): Promise<Reading> {
  const { stdout } = await run(process.execPath, [script, file]);
  const { ms, megabytes }: { ms: number; megabytes: number } = JSON.parse(stdout);
  return { name: path.basename(file), ms, megabytes };
}

function most(readings: readonly Reading[], by: (reading: Reading) => number): Reading {
  const [first, ...rest] = readings;
  if (first === undefined) throw new Error("The folder holds no email: name one with .eml, .txt or .html files.");
  return rest.reduce((soFar, reading) => (by(reading) > by(soFar) ? reading : soFar), first);
}
