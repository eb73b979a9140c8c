import { describe, expect, test } from "vitest";
import { dissect, type Surroundings } from "../../functions/intake/dissect.ts";

const head = "From: anna@customer.example\r\nSubject: Hi\r\nMessage-ID: <a@b.example>\r\n";
const html = (body: string) => `${head}Content-Type: text/html\r\n\r\n${body}`;
const mixed = (parameters: string) =>
  `${head}Content-Type: multipart/mixed${parameters}\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIt is late.\r\n--b--`;
const spaces = " ".repeat(800_000);

const surroundings: Surroundings = {
  ...{ envelopeSender: "anna@customer.example", isOwn: () => false },
  keys: ["0123456789abcdef0123456789abcdef"],
};

async function measured(raw: string) {
  const bytes = Buffer.from(raw);
  const before = process.cpuUsage();
  const dissected = await dissect(bytes, surroundings);
  const { user, system } = process.cpuUsage(before);
  return { ...dissected, seconds: (user + system) / 1e6 };
}

describe("what is made to keep its reader busy takes less than two seconds and is told (F9)", () => {
  test.each([
    ["line ends", `${head}\r\n${"\r\n".repeat(1_450_000)}x`],
    ["fewer line ends", `${head}\r\n${"\r\n".repeat(95_000)}x`],
    ["files that begin and never end", `${head}\r\n${"begin 644 a\r\n~x\r\n".repeat(100_000)}end\r\n`],
    ["fewer such files", `${head}\r\n${"begin 644 a\r\n~x\r\n".repeat(45_000)}end\r\n`],
    ["signatures that never end", `${head}\r\n${"-----BEGIN PGP SIGNATURE-----\r\n".repeat(200_000)}`],
    ["fewer signatures", `${head}\r\n${"-----BEGIN PGP SIGNATURE-----\r\n".repeat(90_000)}`],
    ["nested elements", html("<div>".repeat(390_000))],
    ["open elements with text", html("<b>x".repeat(390_000))],
    ["long text", `${head}\r\n${"a b ".repeat(2_000_000)}`],
  ])("%s", async (_, raw) => {
    const { mail, seconds } = await measured(raw);
    expect(mail.problems).toContain("unreadable-part");
    expect(seconds).toBeLessThan(2);
  });

  test.each([
    ["without a value", `; boundary${spaces}`],
    ["before its value", `; boundary${spaces}=b`],
    ["behind another value", `; boundary=c${spaces}`],
    ["on many lines", `;${"\r\n ".repeat(20_000)}boundary=c`],
  ])("a boundary with spaces %s", async (_, parameters) => {
    const { read, seconds } = await measured(mixed(parameters));
    expect(read.words).toBe("It is late.");
    expect(seconds).toBeLessThan(2);
  });

  test("header values of machines", async () => {
    const value = `${"(".repeat(300_000)}${spaces}x`;
    const { seconds } = await measured(`${head}Auto-Submitted: ${value}\r\nPrecedence: ${value}\r\n\r\nx`);
    expect(seconds).toBeLessThan(2);
  });
});
