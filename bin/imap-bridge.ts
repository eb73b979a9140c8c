// Hands the emails of an IMAP folder to Switchboard: `node tools/node24.cjs bin/imap-bridge.ts --imap imaps://USER@HOST/INBOX
// --smtp smtp://127.0.0.1:2525 --to support@example.com`. The password is in SWITCHBOARD_IMAP_PASSWORD. With
// `--oauth google` or `--oauth microsoft` access tokens are fetched and renewed: the client's id is in SWITCHBOARD_OAUTH_CLIENT_ID,
// its secret, if it has one, in SWITCHBOARD_OAUTH_CLIENT_SECRET, the refresh token in the file that --refresh-token-file names
// (without one, Microsoft's app-only access is asked for, in the directory that --tenant names). `--token-file` names a file with an
// access token that somebody else renews. `--send-port 2626` opens a relay on this machine that sends through the mailbox's own
// server with the same credentials: start Switchboard with SWITCHBOARD_SMTP_RELAY=smtp://127.0.0.1:2626.
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type BridgeOptions, type Credentials, drain, follow } from "./imap-bridge/bridge.ts";
import { openHandOver } from "./imap-bridge/hand-over.ts";
import { openTokens, providers } from "./imap-bridge/oauth.ts";
import { openSendThrough } from "./imap-bridge/send-through.ts";

const { values } = parseArgs({
  options: {
    imap: { type: "string" },
    smtp: { type: "string", default: "smtp://127.0.0.1:2525" },
    to: { type: "string" },
    "token-file": { type: "string" },
    /** `google` or `microsoft`. */
    oauth: { type: "string" },
    tenant: { type: "string", default: "common" },
    "refresh-token-file": { type: "string" },
    /** Opens a relay that sends through the mailbox's own server. */
    "send-port": { type: "string" },
    /** That server, when it is not the provider's usual one. */
    "send-smtp": { type: "string" },
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
const credentials = credentialsFrom();

const secure = imap.protocol === "imaps:";
const options: BridgeOptions = {
  ...{ host: imap.hostname, port: Number(imap.port === "" ? (secure ? 993 : 143) : imap.port), secure },
  user: decodeURIComponent(imap.username),
  credentials,
  folder: imap.pathname.length > 1 ? decodeURIComponent(imap.pathname.slice(1)) : "INBOX",
  ...{ progressFile: values.progress, markRead: values["mark-read"], all: values.all },
  handOver: openHandOver({ smtp: values.smtp, to: values.to }),
  say: (line) => console.log(line),
};

const relay = await sendThrough();
if (values.once) await drain(options).catch((error: unknown) => stop(`✗ ${messageOf(error)}`));
else await forever();
options.handOver.close();
await relay?.close();

/** The password, a token from a file, or tokens that are renewed here. */
function credentialsFrom(): () => Promise<Credentials> {
  const { SWITCHBOARD_IMAP_PASSWORD: pass } = process.env;
  const { oauth, "token-file": file } = values;
  if (oauth !== undefined) {
    const token = tokensOf(oauth);
    return async () => ({ accessToken: await token() });
  }
  if (file !== undefined) return async () => ({ accessToken: (await readFile(file, "utf8")).trim() });
  if (pass !== undefined) return async () => ({ pass });
  return stop(
    "Put the mailbox's password into SWITCHBOARD_IMAP_PASSWORD, say --oauth google or microsoft, or name a file with an access token by --token-file.",
  );
}

function tokensOf(name: string): () => Promise<string> {
  const provider = providers[name];
  if (provider === undefined)
    return stop(`There is no OAuth2 provider '${name}': say ${Object.keys(providers).join(" or ")}.`);
  const { SWITCHBOARD_OAUTH_CLIENT_ID: clientId, SWITCHBOARD_OAUTH_CLIENT_SECRET: clientSecret } = process.env;
  if (clientId === undefined) return stop("Put the id of your OAuth2 client into SWITCHBOARD_OAUTH_CLIENT_ID.");
  const refreshTokenFile = values["refresh-token-file"];
  if (refreshTokenFile === undefined && provider.appScope === undefined)
    return stop(
      `Name the file that holds the refresh token by --refresh-token-file: ${name} gives apps no access of their own.`,
    );
  return openTokens({
    endpoint: provider.tokens.replace("{tenant}", encodeURIComponent(values.tenant)),
    ...{ clientId, clientSecret, refreshTokenFile },
    scope: refreshTokenFile === undefined ? provider.appScope : provider.scope,
  });
}

async function sendThrough() {
  const port = values["send-port"];
  if (port === undefined) return undefined;
  const smtp = values["send-smtp"] ?? providers[values.oauth ?? ""]?.smtp;
  if (smtp === undefined)
    return stop("Say by --send-smtp through which server the mailbox sends, e.g. smtps://mail.example.com:465.");
  const { user } = options;
  const opened = await openSendThrough({ port: Number(port), smtp, user, credentials, say: options.say });
  options.say(`sends through ${smtp}: SWITCHBOARD_SMTP_RELAY=smtp://127.0.0.1:${opened.port}`);
  return opened;
}

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
