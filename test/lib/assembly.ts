import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as z from "zod";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = path.join(root, "node_modules/.cache/switchboard/test-assemblies");
const inputs = ["{lib,functions,console,samples/knowledge}/**/*", "policy.yaml", "package-lock.json"];

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
export type Resource = z.infer<typeof Resource>;
const Template = z.object({ Resources: z.record(z.string(), Resource) });

/** One stage as synthesised: resources by logical id. */
export interface Assembly {
  readonly stage: string;
  readonly folder: string;
  readonly stateful: Readonly<Record<string, Resource>>;
  readonly support: Readonly<Record<string, Resource>>;
}

/** A stage's cloud assembly, made once for each state of the sources, however many test files ask for it. */
export async function assemblyOf(stage: string): Promise<Assembly> {
  made ??= synthesised();
  const folder = path.join(await made, stage);
  const read = (name: string) =>
    Template.parse(JSON.parse(readFileSync(path.join(folder, `${name}.template.json`), "utf8"))).Resources;
  return { stage, folder, stateful: read(`switchboard-${stage}-stateful`), support: read(`switchboard-${stage}`) };
}

/** The folder of bundled functions that every stage was made with. */
export async function bundle(): Promise<string> {
  made ??= synthesised();
  return path.join(await made, "functions");
}

/** Both stacks' resources of one type, by logical id. */
export const ofType = ({ stateful, support }: Assembly, type: string): [string, Resource][] =>
  Object.entries({ ...stateful, ...support }).filter(([, resource]) => resource.Type === type);

let made: Promise<string> | undefined;

async function synthesised(): Promise<string> {
  const done = path.join(cache, fingerprint());
  const isDone = (): boolean => statSync(done, { throwIfNoEntry: false }) !== undefined;
  const lock = `${done}.lock`;
  mkdirSync(cache, { recursive: true });
  // The files that need it begin at the same time; made by each of them it would keep the machine busy for a minute.
  while (!isDone() && !isMine(lock)) await pause(50);
  if (isDone()) return done;
  const making = path.join(cache, `making-${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { recursive: true });
  const script = fileURLToPath(new URL("synthesise.ts", import.meta.url));
  try {
    await promisify(execFile)(process.execPath, [script, making], { cwd: root, maxBuffer: 64 * 1024 * 1024 });
    forgetOlder();
    renameSync(making, done);
  } finally {
    rmSync(lock, { force: true });
  }
  return done;
}

/** Whether it is this process that makes it: whoever writes its number first does, as long as it lives. */
function isMine(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (!isAlive(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(lock: string): boolean {
  try {
    return process.kill(Number(readFileSync(lock, "utf8")), 0);
  } catch {
    return false;
  }
}

function fingerprint(): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of globSync(inputs, { cwd: root }).sort()) {
    if (statSync(path.join(root, file)).isDirectory()) continue;
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)));
  }
  return hash.digest("hex").slice(0, 32);
}

/** Assemblies of earlier states of the sources; an hour, so that none is taken from under a run that is reading it. */
function forgetOlder(): void {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(cache))
    if (statSync(path.join(cache, name)).mtimeMs < anHourAgo) rmSync(path.join(cache, name), { recursive: true });
}
