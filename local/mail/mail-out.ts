import { mkdir } from "node:fs/promises";
import { createTransport } from "nodemailer";
import { writeDurably } from "../services/durable-file.ts";

/** One email ready to go. */
interface OutgoingEmail {
  /** Unique; a repeated attempt carries the same. */
  readonly messageId: string;
  /** Envelope sender: where bounces go. */
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** What became of one recipient. */
export interface Refused {
  readonly address: string;
  /** The other server's words, `550 5.1.1 no such user`. */
  readonly reply: string;
  /** A permanent refusal (5xx) is a bounce; a passing one (4xx, no connection) is worth another attempt. */
  readonly permanent: boolean;
}

interface Handover {
  readonly accepted: readonly string[];
  readonly refused: readonly Refused[];
  /** The answer to the accepted ones. */
  readonly reply: string;
  /** Who took them. */
  readonly by: string;
}

/** Hands an email on; never rejects: whatever goes wrong is told per recipient. */
export interface MailOut {
  deliver(email: OutgoingEmail): Promise<Handover>;
  close(): void;
}

export interface RelayOptions {
  /** `smtp://[user:password@]host:port`, or `smtps://`. */
  readonly url: string;
}

/** Sends through an SMTP relay over a few pooled connections. */
export function openRelay({ url }: RelayOptions): MailOut {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 4,
    maxMessages: 1000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    // After DATA a server may take long; RFC 5321 section 4.5.3.2.6 grants it ten minutes.
    socketTimeout: 600_000,
  });
  const { hostname } = new URL(url);
  return {
    deliver: async (email) => {
      try {
        const info = await transport.sendMail({
          envelope: { from: email.from, to: [...email.to] },
          raw: email.raw,
        });
        return {
          accepted: (info.accepted ?? []).map(addressOf),
          refused: refusedSome(info["rejectedErrors"]),
          reply: info.response ?? "",
          by: hostname,
        };
      } catch (error) {
        return { accepted: [], refused: refusedAll(error, email.to), reply: "", by: hostname };
      }
    },
    close: () => transport.close(),
  };
}

const addressOf = (entry: string | { address: string }): string => (typeof entry === "string" ? entry : entry.address);

const refusalsIn = (errors: unknown): Map<string, Error> =>
  new Map(
    (Array.isArray(errors) ? errors : [])
      .filter((error) => error instanceof Error && "recipient" in error)
      .map((error) => [String(error.recipient), error]),
  );

const refusedSome = (errors: unknown): Refused[] =>
  [...refusalsIn(errors)].map(([address, error]) => refusedBy(error, address));

/** Every recipient was refused, some perhaps in words of their own. */
function refusedAll(error: unknown, to: readonly string[]): Refused[] {
  const own = refusalsIn(error instanceof Error && "rejectedErrors" in error ? error.rejectedErrors : undefined);
  return to.map((address) => refusedBy(own.get(address) ?? error, address));
}

/** Without an answer of the server (no connection, time out) nothing is permanent. */
function refusedBy(error: unknown, address: string): Refused {
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const response = error instanceof Error && "response" in error ? error.response : undefined;
  const message = error instanceof Error ? error.message : String(error);
  return { address, reply: typeof response === "string" ? response : message, permanent: code >= 500 && code < 600 };
}

/** Writes each email as `ID.eml` into a folder, for people and tests to look at; nothing leaves the machine. */
export async function openOutbox(folder: string): Promise<MailOut> {
  await mkdir(folder, { recursive: true });
  return {
    deliver: async (email) => {
      const name = `${email.messageId.replaceAll(/[^\w.@-]/g, "_")}.eml`;
      try {
        await writeDurably(folder, name, email.raw);
        return { accepted: email.to, refused: [], reply: `250 2.0.0 written to ${name}`, by: "outbox" };
      } catch (error) {
        return { accepted: [], refused: refusedAll(error, email.to), reply: "", by: "outbox" };
      }
    },
    close: () => undefined,
  };
}
