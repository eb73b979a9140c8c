import { createTransport } from "nodemailer";
import { openSmtpIn, type SmtpIn } from "../../local/mail/smtp-in.ts";
import type { Credentials } from "./bridge.ts";

export interface SendThroughOptions {
  /** TCP port on loopback; 0 takes a free one. */
  readonly port: number;
  /** The mailbox's own server, e.g. `smtps://smtp.gmail.com:465`; `smtp:` means STARTTLS, which must be offered. */
  readonly smtp: string;
  readonly user: string;
  readonly credentials: () => Promise<Credentials>;
  /** For servers on this machine, in tests: no TLS. */
  readonly plain?: boolean;
  readonly say: (line: string) => void;
}

/**
 * A relay on this machine that sends through the mailbox's own server, for SWITCHBOARD_SMTP_RELAY. It says 250 after that
 * server did, and what it refuses is refused here with its code. The envelope's sender is the mailbox, since such servers
 * let nobody send for another: bounces come into the mailbox and are known by the signed header they return.
 */
export const openSendThrough = (options: SendThroughOptions): Promise<SmtpIn> => {
  const { smtp, user, credentials, plain = false } = options;
  const { hostname, port, protocol } = new URL(smtp);
  const secure = protocol === "smtps:";
  return openSmtpIn({
    port: options.port,
    accepts: () => true,
    deliver: async ({ envelope, raw }) => {
      const given = await credentials();
      const transport = createTransport({
        ...{ host: hostname, port: Number(port === "" ? (secure ? 465 : 587) : port), secure },
        ...(plain ? { ignoreTLS: true } : { requireTLS: !secure }),
        ...{ connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 300_000 },
        auth: "pass" in given ? { user, pass: given.pass } : { type: "OAuth2", user, accessToken: given.accessToken },
      });
      try {
        const { rejected = [], response = "" } = await transport.sendMail({
          envelope: { from: user, to: [...envelope.to] },
          raw,
        });
        for (const address of rejected)
          options.say(`✗ ${hostname} refused one of several recipients: ${String(address)}`);
        return response;
      } catch (error) {
        throw passedOn(error, hostname);
      } finally {
        transport.close();
      }
    },
  });
};

/** The other server's own answer; anything else (no connection, no token) is worth another try. */
function passedOn(error: unknown, hostname: string): Error {
  const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
  const said = error instanceof Error ? error.message : String(error);
  // A wrong password is our trouble, not the email's.
  const refused = code >= 500 && code < 600 && !(error instanceof Error && "code" in error && error.code === "EAUTH");
  return Object.assign(new Error(`${hostname}: ${said}`), { responseCode: refused ? code : 451 });
}
