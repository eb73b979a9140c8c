import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { access, constants, mkdir, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { StartRefused } from "./local-settings.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const sharedCache = path.join(root, "node_modules/.cache/switchboard/assemblies");

// Everything that synthesis could read but for what certainly has no part in it: a list of what it does read would be
// stale the day somebody reads one file more.
const ignored = new Set(["node_modules", "local", "test", "bench", "docs", "coverage", "cdk.out", "samples/inbox"]);
const kept = 3;

/**
 * The cloud assembly of stage `dev`: from the cache when nothing has changed since it was made, else synthesised in a
 * process of its own, whose memory (CDK's is large) is given back. Where the installation may not be written, the
 * cache is in the data folder.
 */
export async function synthesise(data: string, onSynth: () => void): Promise<string> {
  const cache = (await mayWrite(sharedCache)) ? sharedCache : path.join(data, "assemblies");
  const folder = path.join(cache, await fingerprint());
  if (await exists(folder)) {
    await utimes(folder, new Date(), new Date());
    return folder;
  }
  onSynth();
  const partial = `${folder}.${process.pid}.partial`;
  await mkdir(cache, { recursive: true });
  await run([
    path.join(root, "bin/app.ts"),
    ...["--stage", "dev", "--no-checks", "--outdir", partial, "--workdir", `${partial}.work`],
  ]);
  await rm(`${partial}.work`, { recursive: true, force: true });
  try {
    await rename(partial, folder);
  } catch (error) {
    // Another start was faster; its assembly is the same.
    if (!(await exists(folder))) throw error;
    await rm(partial, { recursive: true, force: true });
  }
  await forgetOld(cache);
  return folder;
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(process.version);
  for (const file of await filesUnder("")) {
    const bytes = await readFile(path.join(root, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex").slice(0, 32);
}

/** Files in `folder` (relative to the root), sorted; hidden ones, data folders and what is ignored left out. */
async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true });
  if (entries.some(({ name }) => name === "switchboard.sqlite")) return [];
  const found: string[] = [];
  for (const entry of entries) {
    const name = path.posix.join(folder, entry.name);
    if (entry.name.startsWith(".") || ignored.has(name)) continue;
    if (entry.isDirectory()) found.push(...(await filesUnder(name)));
    else if (entry.isFile()) found.push(name);
  }
  return found.sort();
}

async function run(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new StartRefused(`The template cannot be synthesised (npm run synth says more):\n${output}`);
}

const abandonedMs = 3_600_000;

/** Keeps the assemblies used last (a developer makes many), and clears up after starts that were killed half-way. */
async function forgetOld(cache: string): Promise<void> {
  const dated = await Promise.all(
    (await readdir(cache)).map(async (name) => ({ name, usedMs: (await stat(path.join(cache, name))).mtimeMs })),
  );
  const isPartial = ({ name }: { name: string }): boolean => name.includes(".partial");
  const whole = dated.filter((one) => !isPartial(one)).sort((a, b) => b.usedMs - a.usedMs);
  const abandoned = dated.filter((one) => isPartial(one) && Date.now() - one.usedMs > abandonedMs);
  const old = [...whole.slice(kept), ...abandoned];
  await Promise.all(old.map(({ name }) => rm(path.join(cache, name), { recursive: true, force: true })));
}

async function mayWrite(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
