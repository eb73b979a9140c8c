import { senderOf } from "../../bin/imap-bridge/hand-over.ts";
import { openSmtpIn } from "../../local/mail/smtp-in.ts";
import { type Instance, interactionsOf, openInstance } from "../intake/in-process.ts";
import { openRecords } from "./obedient/records.ts";

interface Ended {
  readonly outcome: string;
  readonly reasons: readonly string[];
  /** Emails that left for whoever sent it. */
  readonly replies: number;
  /** From SMTP's 250 to the look that saw the named state: up to a second more than it took. */
  readonly seconds: number;
}

const mailbox = "support@fernwood.example";
const longestMs = 60_000;
/** How often all is asked for, and what one email became: few enough for the desk's limit of 1,200 a minute. */
const betweenLooksMs = 1000;
const betweenAsksMs = 75;

/** Sends emails through a whole Switchboard, one after the other, and tells what became of each; undefined for a lost one. */
export default async function run(emails: readonly Uint8Array[]): Promise<(Ended | undefined)[]> {
  const recipients: string[] = [];
  const sink = await openSmtpIn({
    port: 0,
    accepts: () => true,
    deliver: async ({ envelope }) => {
      recipients.push(...envelope.to);
      return `sunk-${recipients.length}`;
    },
  });
  const instance = await openInstance(`smtp://127.0.0.1:${sink.port}`);
  try {
    // The corpus has dozens of emails of one sender, and how long one of them waits for others' sake is not asked here.
    await openRecords(instance.aws).liftPace();
    const watched: Watched[] = [];
    let lookedMs = performance.now();
    for (const [index, bytes] of emails.entries()) {
      const raw = numbered(bytes, index);
      watched.push(await accepted(instance, raw, new Set(watched.map(({ interactionId }) => interactionId))));
      if (performance.now() - lookedMs < betweenLooksMs) continue;
      await look(instance, watched);
      lookedMs = performance.now();
    }
    const untilMs = performance.now() + longestMs;
    while (watched.some(({ end }) => end === undefined) && performance.now() < untilMs) {
      await new Promise((resolve) => setTimeout(resolve, betweenLooksMs));
      await look(instance, watched);
    }
    return watched.map(
      ({ end, sender }) => end && { ...end, replies: recipients.filter((address) => address === sender).length },
    );
  } finally {
    await instance.stop();
    await sink.close();
  }
}

interface Newest {
  readonly interactions: readonly { readonly interactionId: string }[];
}

interface Watched {
  /** Undefined when nothing came of the email. */
  readonly interactionId: string | undefined;
  readonly sender: string;
  readonly sentMs: number;
  end?: Omit<Ended, "replies">;
}

/** Sends one email and waits until it has its interaction, so that each is known by its turn. */
async function accepted(instance: Instance, raw: Buffer, known: ReadonlySet<string | undefined>): Promise<Watched> {
  const sender = senderOf(raw);
  // As the mail server before ours saw it; bounces have an empty one.
  await instance.send({ from: sender, to: mailbox }, raw);
  const sentMs = performance.now();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, betweenAsksMs));
    // Newest first: what came of this email is at the top.
    const { interactions } = await instance.api<Newest>("/api/interactions?limit=5");
    const found = interactions.find(({ interactionId }) => !known.has(interactionId));
    const passed = performance.now() - sentMs > longestMs;
    if (found !== undefined || passed) return { interactionId: found?.interactionId, sender, sentMs };
  }
}

async function look(instance: Instance, watched: readonly Watched[]): Promise<void> {
  const rows = new Map((await interactionsOf(instance)).map((row) => [row.interactionId, row]));
  for (const each of watched) {
    const row = rows.get(each.interactionId ?? "");
    if (each.end !== undefined || row === undefined || row.outcome === "open") continue;
    each.end = { outcome: row.outcome, reasons: row.reasons, seconds: (performance.now() - each.sentMs) / 1000 };
  }
}

/** Nothing is the same email as another: a number behind the last boundary, where nobody reads. */
const numbered = (bytes: Uint8Array, index: number): Buffer =>
  Buffer.from(
    `${Buffer.from(bytes)
      .toString("latin1")
      .replaceAll(/\r\n|\r|\n/g, "\r\n")}\r\n${index}\r\n`,
    "latin1",
  );
