import { describe, expect, test } from "vitest";
import { codePages } from "../../functions/intake/code-pages.ts";
import { parseMail } from "../../functions/intake/parse-mail.ts";

const head = "From: Anna <anna@customer.example>\r\n";
const parse = (mail: string | Buffer) => parseMail(Buffer.from(mail));
const asQ = (hex: string) => hex.replace(/../g, "=$&").toUpperCase();

describe("a charset under whatever name programs give it is read", () => {
  // By label: the text's bytes in that charset.
  test.each([
    ["cp850", "477281e16520617573204b946c6e2c203520ab20537481636b", "Grüße aus Köln, 5 ½ Stück"],
    ["IBM437", "6e618b7665209c352c2064826a85207675", "naïve £5, déjà vu"],
    [
      "cp852",
      "446f6272ec2064656e2c2070fda1e765726ed820a76c759c6f759f6bec206b85e5",
      "Dobrý den, příšerně žluťoučký kůň",
    ],
    ["x-mac-ce", "5a61fd97b88d2067abe66c88206a6190c4", "Zażółć gęślą jaźń"],
    ["cp857", "5369706172699f2061a77573746f7374612067656c6469206d693f", "Sipariş ağustosta geldi mi?"],
    ["CP932", "928d95b682cd82dc82be82c582b782a9", "注文はまだですか"],
    ["cp936", "b6a9b5a5bbb9c3bbb5bd", "订单还没到"],
    ["cp949", "c1d6b9aec0cc20bef0c1a620bfc0b3aabfe4", "주문이 언제 오나요"],
    ["cp950", "ad71b3e6c1d9a853a8ec", "訂單還沒到"],
    ["latin-1", "4ff920657374206d6120636f6d6d616e6465203f", "Où est ma commande ?"],
    ["windows1252", "49749273206c61746520962031302080", "It’s late – 10 €"],
    ["iso8859_2", "47647a6965206a657374207061637a6b612c2070726f737aea", "Gdzie jest paczka, proszę"],
    ["hz-gb-2312", "7e7b362935257e7d207e7e207e7b3b39433b353d7e7d", "订单 ~ 还没到"],
    ["iso-2022-kr", "1b2429430e4156392e404c0f206c617465200e3e7041260f", "주문이 late 언제"],
    ["UTF-32", "0000004700000072000000fc000000df00000065000000200001f600", "Grüße 😀"],
    ["utf_8", "4772c3bcc39f65", "Grüße"],
    ["iso-8859-1", "4772c3bcc39f65", "Grüße"],
    ["windows-1252", "49742773206c61746520e280932031302080", "It's late â€“ 10 €"],
    ["x-nobody-knows", "4772c3bcc39f6520e8aea2e58d95", "Grüße 订单"],
    ["x-nobody-knows", "4772f6df652c206269747465", "Größe, bitte"],
    ["cp874", "cad4b9a4e9d2c2d1a7e4c1e8c1d2", "สินค้ายังไม่มา"],
  ])("%s", async (label, hex, text) => {
    const bytes = Buffer.from(hex, "hex");
    const type = `Content-Type: text/plain; charset=${label}`;
    const encoded = `${head}${type}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${asQ(hex).replace(/(?:=..){20}/g, "$&=\r\n")}\r\n`;
    expect((await parse(encoded)).text?.trim()).toBe(text);
    if (/utf-?32/i.test(label)) return;
    const raw = Buffer.concat([Buffer.from(`${head}${type}\r\n\r\n`), bytes]);
    expect((await parse(raw)).text?.trim()).toBe(text);
  });

  test.each([
    ["CP932", "=?CP932?B?ko2VtoLNgtyCvoLFgreCqQ==?=", "注文はまだですか"],
    ["cp850", "=?cp850?Q?Gr=81=E1e_aus_K=94ln?=", "Grüße aus Köln"],
    ["utf-7", "=?unicode-1-1-utf-7?Q?Gr+APwA3w-e?=", "Grüße"],
    ["utf8mb4", "=?utf8mb4?B?R3LDvMOfZQ==?= and more", "Grüße and more"],
  ])("in a subject and a file's name: %s", async (_, word, text) => {
    const mail = await parse(
      `${head}Subject: ${word}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\nContent-Type: image/png; name="${word}"\r\nContent-Disposition: attachment; filename="${word}"\r\n\r\nx\r\n--b--`,
    );
    expect(mail.subject).toBe(text);
    expect(mail.parts.map(({ name }) => name)).toEqual([text]);
  });
});

test("every code page has its 128 letters", () => {
  for (const [name, page] of Object.entries(codePages)) expect([...page], name).toHaveLength(128);
});
