// Emails as support desks get them, made up: a question of some lines, most with HTML beside the text, many answering an
// earlier email and quoting it, some with a picture, a few of them bounces and automatic replies.

const sentences = [
  "I ordered the oak table two weeks ago and it has not arrived yet.",
  "Could you tell me how long delivery to Leeds takes at the moment?",
  "The invoice shows a different amount from the one in your shop.",
  "Vielen Dank für die schnelle Antwort, eine Frage habe ich noch.",
  "One of the legs is scratched; I attached a picture of it.",
  "Je voudrais changer l’adresse de livraison, est-ce encore possible ?",
];
const quoted = Array.from({ length: 12 }, (_, line) => `> ${sentences[line % sentences.length]}`).join("\r\n");
const picture = (
  Buffer.alloc(60_000, 7)
    .toString("base64")
    .match(/.{1,76}/g) ?? []
).join("\r\n");

/** The same for the same number. */
export const typicalEmails = (count: number): { name: string; raw: Buffer }[] =>
  Array.from({ length: count }, (_, n) => ({ name: `${kindOf(n).name} ${n}`, raw: Buffer.from(kindOf(n).make(n)) }));

const headers = (n: number, more = "") =>
  [
    "Return-Path: <customer@customer.example>",
    "Received: from mx.customer.example (192.0.2.1) by inbound with SMTP id x for support@shop.example;",
    " Mon, 2 Nov 2026 10:00:00 +0000",
    "DKIM-Signature: v=1; a=rsa-sha256; d=customer.example; s=one; h=from:to:subject; bh=YWJj; b=ZGVm",
    `From: =?utf-8?Q?J=C3=BCrgen_${n}?= <customer${n}@customer.example>`,
    ...["To: Support <support@shop.example>", `Subject: Re: Order ${n}`, `Message-ID: <bench-${n}@customer.example>`],
    `References: ${Array.from({ length: 6 }, (_, at) => `<ref-${n}-${at}@shop.example>`).join("\r\n ")}`,
    "MIME-Version: 1.0",
    more,
  ].join("\r\n");

const words = (n: number) =>
  Array.from({ length: 4 }, (_, line) => sentences[(n + line) % sentences.length]).join("\r\n");
const attribution = "On Mon, Nov 2, 2026 at 10:00 AM Shop <support@shop.example> wrote:";
const text = (n: number) => `${words(n)}\r\n\r\n-- \r\nJürgen\r\n\r\n${attribution}\r\n\r\n${quoted}\r\n`;
const html = (n: number) =>
  `<html><head><style>p{margin:0}.x{color:#333}</style></head><body><div dir="ltr">${words(n).replaceAll("\r\n", "<br>")}</div><br><div class="gmail_quote"><div class="gmail_attr">${attribution}<br></div><blockquote class="gmail_quote">${`<p class="x" style="color:#333333">${sentences[n % sentences.length]}</p>`.repeat(20)}</blockquote></div></body></html>`;

const alternative = (n: number) =>
  `--a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text(n)}\r\n--a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html(n)}\r\n--a--\r\n`;

interface Kind {
  readonly name: string;
  readonly make: (n: number) => string;
}

/** By share: of twenty emails, how many are of a kind. */
const kinds: readonly (readonly [of20: number, kind: Kind])[] = [
  [
    5,
    { name: "plain text", make: (n) => `${headers(n, "Content-Type: text/plain; charset=utf-8")}\r\n\r\n${text(n)}` },
  ],
  [
    10,
    {
      name: "text and HTML",
      make: (n) => `${headers(n, "Content-Type: multipart/alternative; boundary=a")}\r\n\r\n${alternative(n)}`,
    },
  ],
  [2, { name: "HTML alone", make: (n) => `${headers(n, "Content-Type: text/html; charset=utf-8")}\r\n\r\n${html(n)}` }],
  [
    2,
    {
      name: "with a picture of 60 kB",
      make: (n) =>
        `${headers(n, "Content-Type: multipart/mixed; boundary=m")}\r\n\r\n--m\r\nContent-Type: multipart/alternative; boundary=a\r\n\r\n${alternative(n)}\r\n--m\r\nContent-Type: image/jpeg; name="leg.jpg"\r\nContent-Disposition: attachment; filename="leg.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n${picture}\r\n--m--\r\n`,
    },
  ],
  [
    1,
    {
      name: "a bounce",
      make: (n) =>
        `${headers(n, "Content-Type: multipart/report; report-type=delivery-status; boundary=r")}\r\n\r\n--r\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--r--\r\n`,
    },
  ],
];
const cycle = kinds.flatMap(([share, kind]) => Array.from({ length: share }, () => kind));

function kindOf(n: number): Kind {
  const kind = cycle[n % cycle.length];
  if (kind === undefined) throw new Error("there are no kinds of emails");
  return kind;
}
