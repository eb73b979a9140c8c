import { describe, expect, test } from "vitest";
import { parseMail } from "../../functions/intake/parse-mail.ts";
import { repairMail } from "../../functions/intake/repair-mail.ts";

const parse = (text: string) => parseMail(Buffer.from(text, "latin1"));
const head = "From: anna@customer.example\r\nSubject: Hi\r\n";

describe("what mail programs get wrong is still read", () => {
  test("raw latin-1 in the header and in a file's name", async () => {
    const mail = await parse(
      `From: J\xfcrgen <j@x.example>\r\nSubject: Gr\xfc\xdfe\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHallo\r\n` +
        '--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="M\xfcll.pdf"\r\n\r\n%PDF\r\n--b--',
    );
    expect(mail).toMatchObject({
      subject: "Grüße",
      from: [{ name: "Jürgen" }],
      parts: [{ name: "Müll.pdf" }],
      problems: [],
    });
  });

  test("raw UTF-8 in the header", async () => {
    expect(await parseMail(Buffer.from("From: a@x.example\r\nSubject: Grüße\r\n\r\nx"))).toMatchObject({
      subject: "Grüße",
    });
  });

  test("a multipart without its boundary parameter", async () => {
    const mail = await parse(
      `${head}Content-Type: multipart/mixed\r\n\r\n--zz\r\nContent-Type: text/plain\r\n\r\nWords\r\n--zz--`,
    );
    expect(mail.text?.trim()).toBe("Words");
  });

  test("a multipart whose parts use another boundary than it names", async () => {
    const mail = await parse(
      `${head}Content-Type: multipart/mixed; boundary="aa"\r\n\r\n--zz\r\nContent-Type: text/plain\r\n\r\nWords\r\n--zz--`,
    );
    expect(mail.text?.trim()).toBe("Words");
  });

  test("a multipart without any boundary", async () => {
    const mail = await parse(`${head}Content-Type: multipart/mixed; boundary="aa"\r\n\r\nJust words.\r\n`);
    expect(mail.text?.trim()).toBe("Just words.");
  });

  test("a multipart that is cut off", async () => {
    const mail = await parse(
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nWords go o`,
    );
    expect(mail.text).toContain("Words go o");
  });

  test("mbox's first line, empty lines and a byte order mark before the header", async () => {
    const mail = await parse(`\xef\xbb\xbf\r\nFrom anna Mon Jan 1 10:00:00 2026\r\n${head}\r\nWords`);
    expect(mail).toMatchObject({ subject: "Hi", from: [{ address: "anna@customer.example" }] });
  });

  test.each([
    ["carriage returns alone", "\r"],
    ["carriage returns that came twice", "\r\r\n"],
    ["line feeds alone", "\n"],
  ])("%s at the ends of lines", async (_, end) => {
    const raw = `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nWhere is it?\r\n--b\r\nContent-Type: text/csv; name=a.csv\r\n\r\n1\r\n--b--\r\n`;
    const mail = await parse(raw.replaceAll("\r\n", end));
    expect(mail).toMatchObject({ subject: "Hi", text: expect.stringContaining("Where is it?") });
    expect(mail.parts.map(({ name }) => name)).toEqual(["a.csv"]);
  });

  test("a body that begins without an empty line", async () => {
    const mail = await parse(`${head}Hello, where is my parcel?\r\nIt is late.`);
    expect(mail.text).toContain("where is my parcel");
    expect(mail.subject).toBe("Hi");
  });

  test("a line in the header that is none", async () => {
    const mail = await parse("From: anna@customer.example\r\n>From someone\r\nSubject: Hi\r\n\r\nWords");
    expect(mail).toMatchObject({ subject: "Hi" });
    expect(mail.text?.trim()).toBe("Words");
  });

  test("null bytes in address and subject", async () => {
    const mail = await parse("From: an\0na@customer.example\r\nSubject: a\0b\r\n\r\nWords");
    expect(mail.subject).toBe("a b");
  });

  test("an honest email is not touched", () => {
    const raw = Buffer.from(`${head}\r\nGr\xfc\xdfe`, "utf8");
    expect(repairMail(raw)).toEqual({ raw, repairs: [] });
  });
});

test("random damage to a real email never throws", async () => {
  const source = Buffer.from(
    `${head}MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      "Content-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Hi</p>\r\n--b--\r\n",
  );
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed % below;
  };
  for (let round = 0; round < 300; round++) {
    const damaged = Buffer.from(source);
    for (let hits = 0; hits < 8; hits++) damaged[random(damaged.length)] = random(256);
    await expect(parseMail(damaged.subarray(0, random(damaged.length + 1)))).resolves.toBeDefined();
  }
});
