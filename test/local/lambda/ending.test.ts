import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type Functions, openFunctions } from "../../../local/lambda/functions.ts";
import { accessKeyOf } from "../../../local/services/permissions/access-keys.ts";
import { openStore, type Store } from "../../../local/store.ts";

let folder: string;
let store: Store;
let functions: Functions;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ending-"));
  store = openStore(path.join(folder, "db.sqlite"));
  const keys = { of: (name: string) => ({ accessKeyId: accessKeyOf(name), secretAccessKey: "secret" }) };
  functions = openFunctions({ store, clock: systemClock, folder, endpoint: () => "http://127.0.0.1:4566", keys });
});
afterEach(async () => {
  await functions.stop();
  await store.close();
  await rm(folder, { recursive: true });
});

/** Defines a function in a process of its own; its code can write its process id to the file of the variable PID. */
async function given(code: string, name = "f", variables: Record<string, string> = {}): Promise<void> {
  const source = await mkdtemp(path.join(folder, "source-"));
  await writeFile(path.join(source, "index.mjs"), `import { writeFileSync } from "node:fs";\n${code}`);
  await functions.define({
    ...{ name, code: { hash: path.basename(source), folder: source }, handler: "index.handler", timeoutSeconds: 20 },
    ...{ memoryMb: 256, isolation: "process", variables: { PID: pidFile(), ...variables } },
  });
}

const pidFile = (): string => path.join(folder, "pid");
const pid = async (): Promise<number> => {
  await expect.poll(() => existsSync(pidFile()), { timeout: 20_000 }).toBe(true);
  return Number(await readFile(pidFile(), "utf8"));
};
const writesPid = `writeFileSync(process.env.PID, String(process.pid));`;

const lives = (id: number): boolean => {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
};

test("a terminal's Ctrl-C leaves a process at its event: the answer comes, and the runtime ends it afterwards", async () => {
  await given(`
    export const handler = async () => {
      ${writesPid}
      await new Promise((resolve) => setTimeout(resolve, 500));
      return "fine"; };`);
  const answer = functions.invoke("f", "{}");
  const child = await pid();
  for (const signal of ["SIGINT", "SIGTERM"]) process.kill(child, signal);
  expect((await answer).payload).toBe('"fine"');
  await functions.stop();
  expect(lives(child)).toBe(false);
});

test("a process whose runtime is gone ends by itself, also after a signal", async () => {
  await writeFile(path.join(folder, "index.mjs"), "export const handler = async () => 1; setInterval(() => {}, 1000);");
  const entry = fileURLToPath(new URL("../../../local/lambda/environment-entry.mjs", import.meta.url));
  const child: ChildProcess = fork(entry, [], { serialization: "advanced" });
  onTestFinished(() => void child.kill("SIGKILL"));
  child.send({ kind: "load", codeFolder: folder, handlerName: "index.handler" });
  expect((await once(child, "message"))[0]).toEqual({ kind: "loaded" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) child.kill(signal);
  const exit = once(child, "exit");
  child.disconnect();
  expect(await exit).toEqual([0, null]);
});

test("a process whose code cannot be loaded is ended", async () => {
  await given(`${writesPid} setInterval(() => {}, 1000);`);
  const { payload } = await functions.invoke("f", "{}");
  expect(JSON.parse(payload).errorType).toBe("Runtime.HandlerNotFound");
  const child = await pid();
  await expect.poll(() => lives(child)).toBe(false);
});

test("a failure nobody awaited, after the answer, costs the next event nothing", async () => {
  await given(`
    export const handler = async () => {
      setTimeout(() => Promise.reject(new Error("late")), 20);
      ${writesPid}
      return "fine"; };`);
  await functions.invoke("f", "{}");
  const child = await pid();
  await expect.poll(() => lives(child)).toBe(false);
  expect((await functions.invoke("f", "{}")).payload).toBe('"fine"');
});

test("a process whose program is gone fails its event, and is not waited for at the end", async () => {
  await given("export const handler = async () => 1;");
  const { execPath } = process;
  process.execPath = path.join(folder, "no-such-node");
  try {
    const { payload } = await functions.invoke("f", "{}");
    expect(JSON.parse(payload)).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining("ENOENT"),
    });
  } finally {
    process.execPath = execPath;
  }
  await functions.stop();
});

test("a process that the system refuses to start fails its event and no other", async () => {
  const code = "export const handler = async () => 1;";
  await given(code, "f", { REFUSED: "no system takes a \0" });
  for (const attempt of ["first", "second"]) {
    const { payload } = await functions.invoke("f", JSON.stringify(attempt));
    expect(JSON.parse(payload)).toMatchObject({
      errorType: "Runtime.ExitError",
      errorMessage: expect.stringContaining("Runtime could not be started"),
    });
  }
  await given(code, "g");
  expect((await functions.invoke("g", "{}")).payload).toBe("1");
});
