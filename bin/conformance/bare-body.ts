/** A bare text or HTML as an email around it. */
export function emailAround(body: Buffer, type: "text/plain" | "text/html"): Buffer {
  const head = [
    "From: Customer <customer@example.org>",
    "To: support@example.com",
    "Subject: Re: your order",
    "Message-ID: <1@example.org>",
    "Date: Mon, 02 Mar 2026 10:00:00 +0000",
    "MIME-Version: 1.0",
    `Content-Type: ${type}; charset=utf-8`,
    "Content-Transfer-Encoding: base64",
  ];
  const lines = body.toString("base64").match(/.{1,76}/g) ?? [];
  return Buffer.from(`${[...head, "", ...lines].join("\r\n")}\r\n`);
}
