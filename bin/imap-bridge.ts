// Hands the emails of an IMAP folder to Switchboard: `node tools/node24.cjs bin/imap-bridge.ts --imap imaps://USER@HOST/INBOX
// --smtp smtp://127.0.0.1:2525 --to support@example.com`. The password is in SWITCHBOARD_IMAP_PASSWORD, or an OAuth2
// access token (Microsoft 365, Google) in the file that --token-file names, which whoever renews it rewrites.
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type BridgeOptions, drain, follow } from "./imap-bridge/bridge.ts";
import { openHandOver } from "./imap-bridge/hand-over.ts";

const { values } = parseArgs({
  options: {
    imap: { type: "string" },
    smtp: { type: "string", default: "smtp://127.0.0.1:2525" },
    to: { type: "string" },
    "token-file": { type: "string" },
    progress: { type: "string", default: "imap-bridge.json" },
    /** Set \Seen on what was accepted. */
    "mark-read": { type: "boolean", default: false },
    /** At the first start also what lies there already. */
    all: { type: "boolean", default: false },
    /** Hand over what is there, and end. */
    once: { type: "boolean", default: false },
  },
});
if (values.imap === undefined || values.to === undefined)
  stop("Say --imap imaps://USER@HOST/FOLDER and --to ADDRESS, one of Switchboard's mailboxes.");
const imap = new URL(values.imap);
const tokenFile = values["token-file"];
const password = process.env["SWITCHBOARD_IMAP_PASSWORD"];
if (tokenFile === undefined && password === undefined)
  stop(
    "Put the mailbox's password into SWITCHBOARD_IMAP_PASSWORD, or name a file with an access token by --token-file.",
  );

const secure = imap.protocol === "imaps:";
const options: BridgeOptions = {
  ...{ host: imap.hostname, port: Number(imap.port === "" ? (secure ? 993 : 143) : imap.port), secure },
  user: decodeURIComponent(imap.username),
  credentials: async () =>
    tokenFile === undefined ? { pass: password ?? "" } : { accessToken: (await readFile(tokenFile, "utf8")).trim() },
  folder: imap.pathname.length > 1 ? decodeURIComponent(imap.pathname.slice(1)) : "INBOX",
  ...{ progressFile: values.progress, markRead: values["mark-read"], all: values.all },
  handOver: openHandOver({ smtp: values.smtp, to: values.to }),
  say: (line) => console.log(line),
};

if (values.once) await drain(options).catch((error: unknown) => stop(`✗ ${messageOf(error)}`));
else await forever();
options.handOver.close();

async function forever(): Promise<void> {
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end.abort());
  let failures = 0;
  while (!end.signal.aborted) {
    const startedMs = Date.now();
    try {
      await follow(options, end.signal);
    } catch (error) {
      // A connection that lasted was a good one, whatever ended it.
      failures = Date.now() - startedMs > 60_000 ? 1 : failures + 1;
      const seconds = Math.min(300, 2 ** Math.min(failures, 9));
      console.error(`✗ ${messageOf(error)}; trying again in ${seconds} s`);
      await wait(seconds * 1000 * (0.5 + Math.random() / 2), undefined, { signal: end.signal }).catch(() => undefined);
    }
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = "responseText" in error && typeof error.responseText === "string" ? `: ${error.responseText}` : "";
  return `${error.message}${said}`;
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
