import { describe, expect, test } from "vitest";
import { parseMail } from "../../functions/intake/parse-mail.ts";
import { fromUtf7 } from "../../functions/intake/utf7.ts";

const head = "From: anna@customer.example\r\nSubject: Hi\r\nMIME-Version: 1.0\r\n";
const parse = (text: string) => parseMail(Buffer.from(text, "latin1"));
const mixed = (...parts: readonly string[]) =>
  parse(
    `${head}Content-Type: multipart/mixed; boundary="b"\r\n\r\n${parts.map((part) => `--b\r\n${part}\r\n`).join("")}--b--\r\n`,
  );

describe("a text with a file name", () => {
  test("is shown and is a file, in its own bytes", async () => {
    const mail = await mixed(
      'Content-Type: text/plain; charset=iso-8859-1; name="a.txt"\r\nContent-Disposition: inline; filename="=?utf-8?Q?fr=C3=B6sche.txt?="\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nFr=F6sche\r\nund Hasen',
    );
    expect(mail.text).toContain("Frösche");
    expect(mail.parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString("latin1")])).toEqual([
      ["frösche.txt", "Fr\xf6sche\r\nund Hasen"],
    ]);
  });

  test("is the body alone when it is one of two ways to say the same", async () => {
    const mail = await parse(
      `${head}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; name="body.txt"\r\n\r\nWords\r\n--b--`,
    );
    expect(mail.parts).toEqual([]);
  });

  test("a calendar keeps its own bytes", async () => {
    const calendar = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n\r\n";
    const mail = await mixed(
      "Content-Type: text/plain\r\n\r\nHi",
      `Content-Type: text/calendar; method=REQUEST\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(calendar).toString("base64")}`,
    );
    expect(Buffer.from(mail.parts[0]?.bytes ?? []).toString()).toBe(calendar);
  });
});

describe("raw bytes in a header are read as what they are", () => {
  test.each([
    ["GBK, named by the body", "charset=gb2312", [0xc4, 0xfa, 0xba, 0xc3], "您好"],
    [
      "GBK, named nowhere",
      "",
      [0xc4, 0xfa, 0xba, 0xc3, 0xce, 0xd2, 0xb5, 0xc4, 0xb6, 0xa9, 0xb5, 0xa5],
      "您好我的订单",
    ],
    ["Shift_JIS", "", [0x82, 0xa8, 0x96, 0xe2, 0x82, 0xa2, 0x8d, 0x87, 0x82, 0xed, 0x82, 0xb9], "お問い合わせ"],
    ["KOI8-R", "", [0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4, 0x20, 0xda, 0xc1, 0xcb, 0xc1, 0xda], "Привет заказ"],
    ["windows-1251", "", [0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x20, 0xe7, 0xe0, 0xea, 0xe0, 0xe7], "Привет заказ"],
    ["latin-1", "", [0x4d, 0xfc, 0x6c, 0x6c, 0x20, 0x67, 0x72, 0xfc, 0xdf, 0x74], "Müll grüßt"],
    ["EUC-KR", "", [0xc1, 0xd6, 0xb9, 0xae, 0xc8, 0xae, 0xc0, 0xce], "주문확인"],
  ])("%s", async (_, charset, bytes, subject) => {
    const type = charset === "" ? "text/plain" : `text/plain; ${charset}`;
    const raw = Buffer.concat([
      Buffer.from("From: a@customer.example\r\nSubject: "),
      Buffer.from(bytes),
      Buffer.from(`\r\nContent-Type: ${type}\r\n\r\nx`),
    ]);
    expect((await parseMail(raw)).subject).toBe(subject);
  });
});

describe("a text whose charset is not what its part says is read as what it is", () => {
  const utf8 = Buffer.from("Grüße").toString("latin1");
  test.each([
    ["nothing, and is Windows's", "", "Gr\xfc\xdfe", "Grüße"],
    ["UTF-8, and is Windows's", "utf-8", "Gr\xfc\xdfe", "Grüße"],
    ["ASCII, and is UTF-8", "us-ascii", utf8, "Grüße"],
    ["a name that nobody knows, and is UTF-8", "unknown-8bit", utf8, "Grüße"],
    ["a name in the wrong quotes", "'utf-8'", utf8, "Grüße"],
    ["Windows's by the name of another", "iso-8859-1", "\x80 5", "€ 5"],
  ])("%s", async (_, charset, body, text) => {
    const type = charset === "" ? "Content-Type: text/plain" : `Content-Type: text/plain; charset=${charset}`;
    expect((await parse(`${head}${type}\r\n\r\n${body}\r\n`)).text?.trim()).toBe(text);
  });

  test.each([
    ["a sentence that is called base64", "This is a sentence, no base64!", "This is a sentence, no base64!"],
    ["base64 in two pieces", "SGVsbG8=\r\nIHdvcmxk", "Hello world"],
  ])("%s", async (_, body, text) => {
    const mail = await parse(`${head}Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n${body}\r\n`);
    expect(mail.text?.trim()).toBe(text);
  });

  test.each(["text", ""])("whose type is '%s'", async (type) => {
    expect((await parse(`${head}Content-Type: ${type}\r\n\r\nHello\r\n`)).text?.trim()).toBe("Hello");
  });
});

test("a sender whose name has a comma and no quotes is one sender", async () => {
  const mail = await parse("From: Smith, Anna <anna@customer.example>\r\nSubject: Hi\r\n\r\nHello\r\n");
  expect(mail.from).toEqual([{ name: "Smith, Anna", address: "anna@customer.example" }]);
});

test("a part that came uuencoded is in its own bytes", async () => {
  const part =
    "Content-Type: application/octet-stream; name=a.txt\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend";
  const mail = await mixed("Content-Type: text/plain\r\n\r\nHello", part);
  expect(Buffer.from(mail.parts[0]?.bytes ?? []).toString()).toBe("Cat");
});

describe("UTF-7", () => {
  test("is read in a body", async () => {
    const mail = await parse(`${head}Content-Type: text/plain; charset=unicode-1-1-utf-7\r\n\r\nGr+APwA3w-e, 1 +- 1`);
    expect(mail.text?.trim()).toBe("Grüße, 1 + 1");
  });

  test("knows characters beyond sixteen bits", () => {
    expect(fromUtf7("+2D3eAA- x")).toBe("😀 x");
  });
});

/** A winmail.dat as Outlook writes it: attribute by attribute, with a checksum that nobody checks. */
function winmail(...attributes: readonly (readonly [id: number, value: Buffer])[]): Buffer {
  const start = Buffer.from("789f3e220100", "hex");
  return Buffer.concat([
    start,
    ...attributes.map(([id, value]) => {
      const about = Buffer.alloc(9);
      about.writeUInt8(2, 0);
      about.writeUInt32LE(id, 1);
      about.writeUInt32LE(value.length, 5);
      return Buffer.concat([about, value, Buffer.alloc(2)]);
    }),
  ]);
}

function properties(...texts: readonly (readonly [id: number, text: string])[]): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32LE(texts.length);
  const values = texts.map(([id, text]) => {
    const bytes = Buffer.from(`${text}\0`, "utf16le");
    const about = Buffer.alloc(12);
    about.writeUInt16LE(31, 0);
    about.writeUInt16LE(id, 2);
    about.writeUInt32LE(1, 4);
    about.writeUInt32LE(bytes.length, 8);
    return Buffer.concat([about, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
  });
  return Buffer.concat([count, ...values]);
}

describe("winmail.dat", () => {
  const file = winmail(
    [0x0006_9003, properties([0x1000, "Where is my parcel?"])],
    [0x0006_9002, Buffer.alloc(14)],
    [0x0001_8010, Buffer.from("INVOIC~1.PDF\0")],
    [0x0006_800f, Buffer.from("%PDF-1.4")],
    [0x0006_9005, properties([0x3707, "invoice für Anna.pdf"])],
  );
  const part = `Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.toString("base64")}`;

  test("gives its files, under their long names", async () => {
    const mail = await mixed("Content-Type: text/plain\r\n\r\nHi", part);
    expect(mail.parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
      ["invoice für Anna.pdf", "%PDF-1.4"],
    ]);
    expect(mail.text?.trim()).toBe("Hi");
  });

  test("gives its text to an email that has no other", async () => {
    expect((await mixed(part)).text).toContain("Where is my parcel?");
  });

  test("that is damaged anywhere never throws", async () => {
    for (let end = 0; end < file.length; end++) {
      const cut = `Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n${file.subarray(0, end).toString("base64")}`;
      await expect(mixed(cut)).resolves.toBeDefined();
    }
  });
});

test("a file uuencoded in the text is a file and no words", async () => {
  const mail = await parse(`${head}\r\nSee my file.\r\n\r\nbegin 644 cat.txt\r\n#0V%T\r\n\`\r\nend\r\n\r\nThanks`);
  expect(mail.parts.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([["cat.txt", "Cat"]]);
  expect(mail.text).not.toContain("begin 644");
  expect(mail.text).toContain("Thanks");
});

test("a sentence that begins like a uuencoded file stays a sentence", async () => {
  const text = "begin 644 things I want to say\r\nsome of them\r\nend\r\n";
  expect((await parse(`${head}\r\n${text}`)).text).toContain("things I want");
});

describe("signed and encrypted emails", () => {
  const der = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
    const content = Buffer.concat(contents);
    return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 255]), content]);
  };
  const inner = Buffer.from("Content-Type: text/plain\r\n\r\nSigned words");
  const oid = Buffer.from("06092a864886f70d010702", "hex");
  const data = Buffer.from("06092a864886f70d010701", "hex");
  const pieces = der(0x24, der(0x04, inner.subarray(0, 20)), der(0x04, inner.subarray(20)));
  const signedData = der(0x30, Buffer.from([2, 1, 1]), der(0x31), der(0x30, data, der(0xa0, pieces)), der(0x31));
  const smime = (bytes: Uint8Array) =>
    parse(
      `${head}Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(bytes).toString("base64")}`,
    );

  test("an opaque S/MIME signature shows what it signs", async () => {
    const mail = await smime(der(0x30, oid, der(0xa0, signedData)));
    expect(mail.text).toContain("Signed words");
    expect(mail.problems).toEqual([]);
  });

  test("an encrypted one is kept and said to be unreadable", async () => {
    const mail = await smime(der(0x30, Buffer.from("06092a864886f70d010703", "hex"), der(0xa0, der(0x30))));
    expect(mail.problems).toContain("unreadable-part");
    expect(mail.parts).toHaveLength(1);
  });

  test("PGP's signature is taken off, its encryption is said to be unreadable", async () => {
    const signed = await parse(
      `${head}\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nHello\r\n-----BEGIN PGP SIGNATURE-----\r\n\r\nabc\r\n-----END PGP SIGNATURE-----\r\n`,
    );
    expect(signed.text?.trim()).toBe("Hello");
    const closed = await parse(`${head}\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nabc\r\n-----END PGP MESSAGE-----\r\n`);
    expect(closed.problems).toContain("unreadable-part");
  });
});

describe("what is too much is bounded and said (F9)", () => {
  test("10,000 parts", async () => {
    const started = performance.now();
    const mail = await mixed(
      ...Array.from({ length: 10_000 }, (_, n) => `Content-Type: image/png; name="${n}.png"\r\n\r\nx`),
    );
    expect(mail.problems).toContain("unreadable-part");
    expect(mail.parts.length).toBeLessThanOrEqual(300);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("parts nested a thousand deep", async () => {
    let raw = head;
    for (let depth = 0; depth < 1000; depth++)
      raw += `Content-Type: multipart/mixed; boundary="b${depth}"\r\n\r\n--b${depth}\r\n`;
    expect((await parse(`${raw}Content-Type: text/plain\r\n\r\nDeep`)).problems).toContain("unreadable-part");
  });

  test("an email in an email in an email stays a file", async () => {
    const nested = (text: string) => `Content-Type: message/rfc822\r\n\r\n${head}${text}`;
    const mail = await mixed("Content-Type: text/plain\r\n\r\nOuter", nested(nested("\r\nInner")));
    expect(mail.text?.trim()).toBe("Outer");
    expect(mail.parts.map(({ type }) => type)).toEqual(["message/rfc822"]);
  });
});
