// SMTP in: the mail server that senders (or a real one in front of it) talk to.
//
//   M1. 250 is said only after `deliver` resolved, and `deliver` resolves only once the email is durable.
//   M2. It takes mail for the addresses that `accepts` knows and relays for nobody.
//   M3. An email ends at CRLF.CRLF and nowhere else; one with bare CR or LF is refused, so that nothing can be smuggled.
//   M4. Connections, recipients, bytes and time are limited: a slow or greedy sender costs itself, not others.
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { readMessage } from "./smtp-data.ts";

export interface Envelope {
  /** Empty for the null sender of bounces. */
  readonly from: string;
  readonly to: readonly string[];
  readonly remoteAddress: string;
  /** What the client called itself; as untrusted as everything it says. */
  readonly helo: string;
}

export interface SmtpInOptions {
  /** TCP port; 0 takes a free one. */
  readonly port: number;
  /** Address to listen on; loopback unless the machine's owner says otherwise. */
  readonly host?: string;
  /** How the server calls itself. */
  readonly name?: string;
  /** Whether there is anyone of that address here; else 550. */
  readonly accepts: (address: string) => boolean | Promise<boolean>;
  /**
   * Makes the email durable and answers its id. Rejecting means 451: the sender keeps it and tries again. An error with
   * a `responseCode` is answered with that code instead.
   */
  readonly deliver: (email: { envelope: Envelope; raw: Buffer }) => Promise<string>;
  readonly onError?: (error: unknown) => void;
  readonly limits?: Partial<SmtpLimits>;
}

interface SmtpLimits {
  readonly connections: number;
  /** From one address, loopback excepted. */
  readonly connectionsPerAddress: number;
  readonly recipients: number;
  readonly messageBytes: number;
  /** Of all messages under way: what may be held in memory. */
  readonly bytesUnderWay: number;
  /** Milliseconds without a byte. */
  readonly idleMs: number;
  /** Milliseconds for a whole connection. */
  readonly sessionMs: number;
}

// SES takes emails up to 40 MB: https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const usual: SmtpLimits = {
  connections: 200,
  connectionsPerAddress: 20,
  recipients: 100,
  messageBytes: 40 * 1024 * 1024,
  bytesUnderWay: 256 * 1024 * 1024,
  idleMs: 60_000,
  sessionMs: 600_000,
};

export interface SmtpIn {
  readonly port: number;
  /** Takes no new connections, lets those under way finish for five seconds. */
  close(): Promise<void>;
}

/** Opens the SMTP server. Rejects when the port is taken, saying so. */
export async function openSmtpIn(options: SmtpInOptions): Promise<SmtpIn> {
  const limits = { ...usual, ...options.limits };
  const perAddress = new Map<string, number>();
  const deadlines = new Map<string, NodeJS.Timeout>();
  const underWay = { bytes: 0 };

  const server = new SMTPServer({
    name: options.name ?? "localhost",
    banner: "Switchboard",
    disabledCommands: ["AUTH", "STARTTLS"],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    size: limits.messageBytes,
    maxClients: limits.connections,
    maxRecipients: limits.recipients,
    socketTimeout: limits.idleMs,
    closeTimeout: 5_000,
    onConnect: (session, callback) => {
      const address = session.remoteAddress;
      const count = (perAddress.get(address) ?? 0) + 1;
      perAddress.set(address, count);
      deadlines.set(session.id, setTimeout(endSession, limits.sessionMs, session.id).unref());
      const tooMany = !isLoopback(address) && count > limits.connectionsPerAddress;
      callback(tooMany ? refusal(421, "4.7.0 Too many connections from your address, try again later") : undefined);
    },
    onClose: (session) => {
      const count = (perAddress.get(session.remoteAddress) ?? 1) - 1;
      if (count > 0) perAddress.set(session.remoteAddress, count);
      else perAddress.delete(session.remoteAddress);
      clearTimeout(deadlines.get(session.id));
      deadlines.delete(session.id);
    },
    onRcptTo: (recipient, _session, callback) => {
      Promise.resolve(options.accepts(recipient.address)).then(
        (known) =>
          callback(known ? undefined : refusal(550, `5.1.1 <${recipient.address}>: nobody of that address here`)),
        (error: unknown) => {
          options.onError?.(error);
          callback(refusal(451, "4.3.0 Try again later"));
        },
      );
    },
    onData: (stream, session, callback) => {
      const { mailFrom, rcptTo } = session.envelope;
      const envelope: Envelope = {
        from: mailFrom === false ? "" : mailFrom.address,
        to: rcptTo.map(({ address }) => address),
        remoteAddress: session.remoteAddress.replace(/^::ffff:/, ""),
        helo: String(session.hostNameAppearsAs ?? ""),
      };
      readMessage(stream, limits, underWay, (raw) => options.deliver({ envelope, raw })).then(
        (id) => callback(null, `2.0.0 Ok ${id}`),
        (error: unknown) => callback(answerFor(error, options.onError)),
      );
    },
  });
  const endSession = (id: string): void => {
    for (const connection of server.connections) if (connection.id === id) connection.close();
  };
  // Broken connections of clients are their business.
  server.on("error", (error: Error) => options.onError?.(error));

  await new Promise<void>((resolve, reject) => {
    const refuse = (cause: Error): void => reject(new Error(portTaken(options.port, cause), { cause }));
    server.once("error", refuse);
    server.listen(options.port, options.host ?? "127.0.0.1", () => {
      server.off("error", refuse);
      resolve();
    });
  });
  return {
    port: portOf(server),
    close: () =>
      new Promise((resolve) => {
        for (const timer of deadlines.values()) clearTimeout(timer);
        server.close(() => resolve());
      }),
  };
}

function portOf(server: SMTPServer): number {
  const address: AddressInfo | string | null = server.server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const portTaken = (port: number, cause: Error): string =>
  "code" in cause && cause.code === "EADDRINUSE"
    ? `Port ${port} is taken: stop what listens there, or choose another with --smtp PORT (0 takes a free one).`
    : `The mail server cannot listen on port ${port}: ${cause.message}`;

const isLoopback = (address: string): boolean => address === "::1" || /^(::ffff:)?127\./.test(address);

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** The sender learns what to do (try again, or not), never what went wrong inside. */
function answerFor(error: unknown, onError: SmtpInOptions["onError"]): Error {
  if (error instanceof Error && "responseCode" in error) return error;
  onError?.(error);
  return refusal(451, "4.3.0 The email could not be stored, try again later");
}
