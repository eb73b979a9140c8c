// Bridge: an IMAP folder that somebody else receives for → Switchboard's own mail server.
//
//   B1. An email is handed over when the mail server said 250, and only then written down as done or marked as read.
//   B2. Progress is durable after every email. A crash between 250 and that write hands one email over twice; intake knows
//       it again by its identity, so that it is answered once.
//   B3. What cannot be taken now stops the bridge at that email; what is refused for good stays unread and is said.
import { ImapFlow } from "imapflow";
import type { HandOver } from "./hand-over.ts";
import { type Progress, readProgress, writeProgress } from "./progress.ts";

export type Credentials = { readonly pass: string } | { readonly accessToken: string };

export interface BridgeOptions {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  readonly secure: boolean;
  readonly user: string;
  /** Asked for at every connection, since access tokens expire. */
  readonly credentials: () => Promise<Credentials>;
  readonly folder: string;
  readonly progressFile: string;
  readonly handOver: HandOver;
  /** Set \Seen on what was accepted. */
  readonly markRead: boolean;
  /** At the first start: everything that lies there, not only what comes from now on. */
  readonly all: boolean;
  readonly say: (line: string) => void;
}

const dayMs = 86_400_000;
// Servers end an IDLE after half an hour, and some forget to tell: RFC 2177 advises 29 minutes at most.
const lookAgainMs = 300_000;

/** One connection: hands over what is there and, until `signal` aborts, what comes. Rejects when the connection is lost. */
export const follow = (options: BridgeOptions, signal: AbortSignal): Promise<void> =>
  connected(options, async (client) => {
    while (!signal.aborted) {
      const news = newsOf(client, signal);
      await handOverNew(client, options, signal);
      // Left by itself, imapflow idles only after 15 s; the next command ends it.
      await Promise.race([news, client.idle().then(() => news)]);
    }
  });

/** Hands over what is there now, once. */
export const drain = (options: BridgeOptions): Promise<void> =>
  connected(options, (client) => handOverNew(client, options, new AbortController().signal));

async function connected(options: BridgeOptions, act: (client: ImapFlow) => Promise<void>): Promise<void> {
  const client = new ImapFlow({
    ...{ host: options.host, port: options.port, secure: options.secure, logger: false },
    auth: { user: options.user, ...(await options.credentials()) },
  });
  const lost = Promise.withResolvers<never>();
  // Whoever waits hears of it; when nobody does, the next command fails.
  lost.promise.catch(() => undefined);
  client.on("error", lost.reject);
  client.on("close", () => lost.reject(new Error("The IMAP server closed the connection")));
  await client.connect();
  try {
    await client.mailboxOpen(options.folder);
    await Promise.race([act(client), lost.promise]);
  } finally {
    await client.logout().catch(() => client.close());
  }
}

/** Resolves when the server tells of more emails after five minutes, or at the end. */
function newsOf(client: ImapFlow, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, lookAgainMs);
    function done(): void {
      clearTimeout(timer);
      client.off("exists", done);
      signal.removeEventListener("abort", done);
      resolve();
    }
    client.on("exists", done);
    signal.addEventListener("abort", done);
  });
}

async function handOverNew(client: ImapFlow, options: BridgeOptions, signal: AbortSignal): Promise<void> {
  let progress = await startFrom(client, options);
  for (const uid of await uidsAfter(client, progress)) {
    if (signal.aborted) return;
    const email = await client.fetchOne(String(uid), { source: true, internalDate: true }, { uid: true });
    // Gone since the search: somebody else deleted or moved it.
    if (email === false || email?.source === undefined) continue;
    const handed = await options.handOver.give(email.source);
    progress = after(progress, uid, email.internalDate);
    if (handed.is === "refused") {
      options.say(`✗ email ${uid} was refused and stays unread: ${handed.reason}`);
      progress = {
        ...progress,
        refused: [...progress.refused, { uid, reason: handed.reason.slice(0, 300) }].slice(-100),
      };
    }
    await writeProgress(options.progressFile, progress);
    if (handed.is === "accepted" && options.markRead)
      await client.messageFlagsAdd(String(uid), ["\\Seen"], { uid: true });
  }
}

function after(progress: Progress, uid: number, date: Date | string | undefined): Progress {
  const arrived = date === undefined ? progress.lastDate : new Date(date).toISOString();
  return { ...progress, lastUid: uid, lastDate: [arrived, progress.lastDate].sort().at(-1) ?? arrived };
}

/** Where the last connection stopped; with counted-anew UIDs, the day before the newest email that was handed over. */
async function startFrom(client: ImapFlow, { progressFile, all, say }: BridgeOptions): Promise<Progress> {
  const { mailbox } = client;
  if (mailbox === false) throw new Error("The IMAP folder is not open");
  const uidValidity = String(mailbox.uidValidity);
  const known = await readProgress(progressFile);
  if (known?.uidValidity === uidValidity) return known;
  if (known === undefined) {
    const lastUid = all ? 0 : mailbox.uidNext - 1;
    const fresh = { uidValidity, lastUid, lastDate: new Date(all ? 0 : Date.now()).toISOString(), refused: [] };
    await writeProgress(progressFile, fresh);
    return fresh;
  }
  say("The server counts its emails anew; those of the last days are handed over again and known again by Switchboard");
  const since = new Date(Date.parse(known.lastDate) - dayMs);
  const found = await client.search({ since }, { uid: true });
  const first = found === false || found === undefined ? undefined : found[0];
  const again = { ...known, uidValidity, lastUid: first === undefined ? mailbox.uidNext - 1 : first - 1, refused: [] };
  await writeProgress(progressFile, again);
  return again;
}

async function uidsAfter(client: ImapFlow, { lastUid }: Progress): Promise<number[]> {
  const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
  // `n:*` always matches the last email, even one below n (RFC 9051 section 9, seq-range).
  return (Array.isArray(found) ? found : []).filter((uid) => uid > lastUid).sort((one, other) => one - other);
}
