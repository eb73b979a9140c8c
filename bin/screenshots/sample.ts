import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Twenty-one emails take half a minute on two busy cores.
const patienceMs = 240_000;

/** Starts a Switchboard with the sample inbox on free ports, and resolves when every sample is settled. */
export async function startSample(): Promise<{ readonly link: string; stop(): Promise<void> }> {
  const data = mkdtempSync(path.join(tmpdir(), "switchboard-screenshots-"));
  const ports = ["--http", "0", "--smtp", "0", "--aws", "0"];
  const child = spawn(process.execPath, [path.join(root, "bin/local.ts"), "--data", data, ...ports], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    await exited;
    rmSync(data, { recursive: true, force: true });
  };
  let output = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("samples done")) resolve();
    });
    void exited.then(() => reject(new Error(`npm start ended:\n${output}`)));
    setTimeout(() => reject(new Error(`The samples were not done in time:\n${output}`)), patienceMs).unref();
  });
  const desk = /desk\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
  return { link: `${desk}/#token=${readFileSync(path.join(data, "desk-token"), "utf8").trim()}`, stop };
}
