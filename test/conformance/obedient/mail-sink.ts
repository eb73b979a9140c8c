import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import * as z from "zod";

/** An email that left us: its envelope, which no header need show, and what it says. */
export interface SentEmail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly email: Email;
  readonly raw: string;
}

export interface MailSink {
  /** For `relay`. */
  readonly url: string;
  readonly sent: readonly SentEmail[];
  close(): Promise<void>;
}

/** A mail server that takes everything and keeps it. A Bcc shows in its envelopes, as it would nowhere else. */
export async function openMailSink(): Promise<MailSink> {
  const sent: SentEmail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString();
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        PostalMime.parse(raw)
          .then((email) => sent.push({ envelope: { from, to: rcptTo.map(({ address }) => address) }, email, raw }))
          .then(() => done(), done);
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const { port } = z.object({ port: z.int() }).parse(server.server.address());
  return {
    url: `smtp://127.0.0.1:${port}`,
    sent,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
