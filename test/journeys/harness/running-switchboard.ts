import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createTransport, type SendMailOptions } from "nodemailer";
import PostalMime, { type Email } from "postal-mime";
import { changePolicy } from "./change-policy.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** What `npm start` gives to Node. */
const startWords =
  readFileSync(`${root}/package.json`, "utf8").match(/"start": "node tools\/node24\.cjs ([^"]+)"/)?.[1] ?? "";

export interface StartOptions {
  /** Data folder; a fresh one when absent. */
  readonly data?: string;
  readonly samples?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether its time can be moved on (moved-clock.cjs). */
  readonly movable?: boolean;
}

interface Reply {
  readonly file: string;
  readonly email: Email;
  readonly raw: string;
}

/** A real `npm start` in a process of its own, spoken to only through its front doors: SMTP, HTTP, the AWS endpoint, the outbox. */
export interface RunningSwitchboard {
  readonly data: string;
  readonly desk: string;
  readonly smtpPort: number;
  readonly awsUrl: string;
  readonly pid: number;
  /** Milliseconds from spawning the process to its word `ready`. */
  readonly readyMs: number;
  output(): string;
  /** The address with the token that `npm start` prints for clicking. */
  link(): string;
  send(email: SendMailOptions): Promise<void>;
  sendRaw(envelope: { from: string; to: string | string[] }, raw: string | Buffer): Promise<void>;
  api<T>(path: string, body?: unknown): Promise<{ status: number; body: T }>;
  changePolicy(change: object): Promise<void>;
  replies(): Promise<Reply[]>;
  /** Puts every clock in it forward by `ms`, and lets what became due begin. Only for a movable one. */
  moveOn(ms: number): void;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const started = new Set<ChildProcess>();
/** For `afterAll`: no journey leaves a process behind, even a failed one. */
export const stopAll = (): void => {
  for (const child of started) child.kill("SIGKILL");
};

/** Starts a Switchboard on free ports and waits for `ready`. Rejects with its whole output when it does not come up. */
export async function startSwitchboard(options: StartOptions = {}): Promise<RunningSwitchboard> {
  const data = options.data ?? mkdtempSync(path.join(tmpdir(), "switchboard-journey-"));
  const flags = [
    "--data",
    data,
    "--http",
    "0",
    "--smtp",
    "0",
    "--aws",
    "0",
    ...(options.samples === true ? [] : ["--no-samples"]),
  ];
  const clock = path.join(data, "moved-clock");
  if (options.movable === true) {
    writeFileSync(clock, "0");
    copyFileSync(new URL("moved-clock.cjs", import.meta.url), `${clock}.cjs`);
  }
  const preload = options.movable === true ? ["--require", `${clock}.cjs`] : [];
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...preload, ...startWords.split(" "), ...flags], {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.add(child);
  let output = "";
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/^ready\b/m.test(output)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void exited.then(() => reject(new Error(`npm start ended before it was ready:\n${output}`)));
    setTimeout(() => reject(new Error(`npm start was not ready within 40 s:\n${output}`)), 40_000).unref();
  });
  const readyMs = performance.now() - startedAt;
  const found = (pattern: RegExp): string => {
    const match = pattern.exec(output)?.[1];
    if (match === undefined) throw new Error(`npm start did not print ${pattern}:\n${output}`);
    return match;
  };
  const desk = found(/desk\s+(http:\/\/127\.0\.0\.1:\d+)/);
  const smtpPort = Number(found(/smtp\s+\S*?127\.0\.0\.1:(\d+)/));
  const awsUrl = found(/aws\s+(http:\/\/127\.0\.0\.1:\d+)/);
  const token = readFileSync(path.join(data, "desk-token"), "utf8").trim();
  const mailer = createTransport({
    host: "127.0.0.1",
    port: smtpPort,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: 8,
  });
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<void> => {
    mailer.close();
    child.kill(signal);
    await exited;
    started.delete(child);
  };
  return {
    ...{
      data,
      desk,
      smtpPort,
      awsUrl,
      readyMs,
      pid: child.pid ?? 0,
      output: () => output,
      link: () => `${desk}/#token=${token}`,
    },
    send: async (email) => {
      await mailer.sendMail(email);
    },
    sendRaw: async (envelope, raw) => {
      await mailer.sendMail({ envelope, raw });
    },
    api: async <T>(at: string, body?: unknown) => {
      const response = await fetch(`${desk}${at}`, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as T };
    },
    changePolicy: (change) => changePolicy(desk, token, change),
    replies: () => repliesIn(path.join(data, "outbox")),
    moveOn: (ms) => {
      const moved = Number(readFileSync(clock, "utf8")) + ms;
      // Whole or not at all: it may be read at any moment.
      writeFileSync(`${clock}.new`, String(moved));
      renameSync(`${clock}.new`, clock);
    },
    kill: () => end("SIGKILL"),
    stop: async () => {
      await end("SIGTERM");
      if (options.data === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

async function repliesIn(outbox: string): Promise<Reply[]> {
  let files: string[] = [];
  try {
    files = readdirSync(outbox).filter((file) => file.endsWith(".eml"));
  } catch {
    return [];
  }
  return Promise.all(
    files.map(async (file) => {
      const raw = readFileSync(path.join(outbox, file), "utf8");
      return { file, raw, email: await PostalMime.parse(raw) };
    }),
  );
}

/**
 * Waits until `look` finds something; says what it waited for when it does not come. Looking takes at most a fifth of the
 * time: what is waited for needs the same two cores.
 */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 60_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const began = performance.now();
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > until) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(500, Math.max(30, 4 * (performance.now() - began)))));
  }
}
