import { randomUUID } from "node:crypto";
import { createTransport } from "nodemailer";

export interface Given {
  readonly id?: string | undefined;
  readonly from: string;
  readonly subject: string;
  readonly body: string;
}

export interface Delivered {
  readonly messageId: string;
  /** Address of the sender, lower case; empty when the email names none. */
  readonly sender: string;
  readonly given: Given;
  /** What our mail server said when it did not take the email. */
  readonly refused: string | undefined;
}

/** A header's text as encoded words where it is long or has more than ASCII, so that line breaks arrive as text. */
const encoded = (text: string): string =>
  /^[ -~]{0,200}$/.test(text)
    ? text
    : (text.match(/[\s\S]{1,12}/gu) ?? [])
        .map((part) => `=?utf-8?B?${Buffer.from(part).toString("base64")}?=`)
        .join("\r\n ");
const looksLikeHtml = (body: string): boolean =>
  /<!--|<\/?(?:div|span|p|br|img|a|html|body|b|style|table)\b/i.test(body);

/** Hands an email to our SMTP server as a sender would: text as it is given, HTML as HTML, line breaks in the subject encoded. */
export async function deliver(port: number, given: Given): Promise<Delivered> {
  const messageId = `<${randomUUID()}@mail.attacker.example>`;
  const sender = (/[^\s<>"',;]+@[^\s<>"',;]+/.exec(given.from)?.[0] ?? "").toLowerCase();
  const raw = [
    ...(given.from.trim() === "" ? [] : [`From: ${given.from.replace(/[\r\n]+/g, " ")}`]),
    "To: support@fernwood.example",
    `Subject: ${encoded(given.subject)}`,
    `Message-ID: ${messageId}`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    "MIME-Version: 1.0",
    `Content-Type: text/${looksLikeHtml(given.body) ? "html" : "plain"}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(given.body).toString("base64").replace(/.{76}/g, "$&\r\n"),
    "",
  ].join("\r\n");
  const mailer = createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true });
  const envelope = { from: sender === "" ? "somebody@attacker.example" : sender, to: "support@fernwood.example" };
  try {
    await mailer.sendMail({ envelope, raw });
    return { messageId, sender, given, refused: undefined };
  } catch (error) {
    return { messageId, sender, given, refused: error instanceof Error ? error.message : String(error) };
  } finally {
    mailer.close();
  }
}
