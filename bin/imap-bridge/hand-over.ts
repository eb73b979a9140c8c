import { createHash } from "node:crypto";
import { createTransport } from "nodemailer";

/** `accepted` is the other server's 250; `refused` its 5xx; anything else is no answer, and the email is tried again. */
type Handed = { readonly is: "accepted" } | { readonly is: "refused"; readonly reason: string };

export interface HandOver {
  /** Rejects when the server cannot take it now. */
  give(raw: Buffer): Promise<Handed>;
  close(): void;
}

/** Gives emails to Switchboard's mail server, addressed to one of its mailboxes. */
export function openHandOver({ smtp, to }: { readonly smtp: string; readonly to: string }): HandOver {
  const transport = createTransport({ url: smtp, pool: true, maxConnections: 1, connectionTimeout: 10_000 });
  return {
    give: async (raw) => {
      try {
        await transport.sendMail({ envelope: { from: senderOf(raw), to: [to] }, raw: named(raw) });
        return { is: "accepted" };
      } catch (error) {
        const code = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : 0;
        if (code < 500 || code > 599) throw error;
        return { is: "refused", reason: error instanceof Error ? error.message : String(error) };
      }
    },
    close: () => transport.close(),
  };
}

const headerOf = (raw: Buffer): string =>
  raw
    .subarray(0, 64_000)
    .toString("latin1")
    .split(/\r?\n\r?\n/, 1)
    .join("");

/**
 * With a Message-ID that follows from its bytes where it has none: our mail server writes the time over every email, so one
 * without a name that is handed over twice would not be known again.
 */
function named(raw: Buffer): Buffer {
  if (/^message-id[ \t]*:[ \t]*\S/im.test(headerOf(raw))) return raw;
  const id = createHash("sha256").update(raw).digest("hex").slice(0, 40);
  return Buffer.concat([Buffer.from(`Message-ID: <${id}@unnamed.invalid>\r\n`), raw]);
}

/** Stands for a sender whom no header names in a form that SMTP takes; an empty one would make the email a bounce. */
const nobody = "unknown@unknown.invalid";
const address = /^[^\s@<>()",;:\\[\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}$/i;
const usable = (text: string): boolean => address.test(text) && /^[\x21-\x7e]+$/.test(text);

/** The envelope sender as the mailbox's own server wrote it down; bounces have an empty one and must keep it (L3). */
export function senderOf(raw: Buffer): string {
  const header = headerOf(raw);
  const returned = /^return-path[ \t]*:[ \t]*<([^<>\r\n]*)>/im.exec(header)?.[1];
  if (returned === "") return "";
  const from = /^from[ \t]*:.*?<?([^\s<>"]+@[^\s<>",;]+)>?/im.exec(header)?.[1];
  return [returned, from].find((text) => text !== undefined && usable(text)) ?? nobody;
}
