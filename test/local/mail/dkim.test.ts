import { generateKeyPairSync } from "node:crypto";
import { authenticate } from "mailauth";
import { afterEach, expect, test } from "vitest";
import { signingMailOut } from "../../../local/mail/dkim.ts";
import { openRelay } from "../../../local/mail/mail-out.ts";
import { openSmtpIn, type SmtpIn } from "../../../local/mail/smtp-in.ts";

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const privateKey = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const publicKey = keys.publicKey.export({ type: "spki", format: "der" }).toString("base64");

let server: SmtpIn | undefined;
afterEach(() => server?.close());

/** What SES hands on: 8-bit free, its own Message-ID, a long folded header. */
const raw = Buffer.from(
  [
    "From: Shop <support@shop.example>",
    "To: Anna <anna@customer.example>",
    `References: ${Array.from({ length: 12 }, (_, n) => `<id-${n}@customer.example>`).join("\r\n ")}`,
    "Subject: =?UTF-8?Q?Re:_Gr=C3=BC=C3=9Fe?=",
    "Message-ID: <0100-1@email.amazonses.com>",
    "Date: Mon, 05 Jan 2026 08:10:04 +0000",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    "Hello,",
    "",
    ".a line that begins with a dot, and one with trailing space ",
    "",
    "",
  ].join("\r\n"),
);

const dns = async (name: string, type: string): Promise<string[][]> => {
  if (name === "desk._domainkey.shop.example" && type === "TXT") return [[`v=DKIM1; k=rsa; p=${publicKey}`]];
  throw Object.assign(new Error(`no ${type} of ${name}`), { code: "ENOTFOUND" });
};

test("an email signed on its way out verifies at the other side, and one that was changed does not", async () => {
  const received: Buffer[] = [];
  server = await openSmtpIn({
    port: 0,
    accepts: () => true,
    deliver: async ({ raw: bytes }) => {
      received.push(bytes);
      return "id";
    },
  });
  const relay = openRelay({ url: `smtp://127.0.0.1:${server.port}` });
  const out = signingMailOut(relay, { domain: "shop.example", selector: "desk", privateKey });
  const email = { messageId: "1", from: "bounce@shop.example", to: ["anna@customer.example"], raw };
  expect(await out.deliver(email)).toMatchObject({ accepted: ["anna@customer.example"], refused: [] });
  out.close();
  const [signed = Buffer.alloc(0)] = received;
  // Nothing of it has changed but for the signature on top.
  expect(signed.toString()).toContain(raw.toString());
  const verdictOn = async (bytes: Buffer): Promise<unknown[]> => {
    const { dkim } = await authenticate(bytes, {
      ...{ ip: "127.0.0.1", helo: "localhost", sender: email.from, mta: "test" },
      resolver: dns,
    });
    return dkim.results.map(({ status, signingDomain, selector }) => [status.result, signingDomain, selector]);
  };
  expect(await verdictOn(signed)).toEqual([["pass", "shop.example", "desk"]]);
  const changed = Buffer.from(signed.toString().replace("Hello", "Hullo"));
  expect(await verdictOn(changed)).toEqual([["neutral", "shop.example", "desk"]]);
});
