import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const run = promisify(execFile);
const reader = fileURLToPath(new URL("../../bench/read-one.ts", import.meta.url));
const head = "From: anna@customer.example\r\nSubject: Hi\r\nMIME-Version: 1.0\r\n";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "limits-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Reads an email in a process of its own, as a cold function does. */
async function readAlone(raw: string): Promise<{ ms: number; megabytes: number }> {
  const file = path.join(folder, "email.eml");
  writeFileSync(file, raw);
  const { stdout } = await run(process.execPath, [reader, file]);
  return JSON.parse(stdout);
}

const base64 = (bytes: Buffer): string => (bytes.toString("base64").match(/.{1,76}/g) ?? []).join("\r\n");
const attached = (type: string, bytes: Buffer): string =>
  `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(bytes)}\r\n--b--\r\n`;
const around = (times: number, wrap: (inner: string, depth: number) => string, inner: string): string =>
  Array.from({ length: times }).reduce<string>((made, _, depth) => wrap(made, depth), inner);

const sentence = "It is late and I want to know where it is. ".repeat(10);
const bombs: readonly (readonly [name: string, make: () => string])[] = [
  [
    "10,000 parts",
    () =>
      `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\nContent-Type: image/png\r\n\r\nx\r\n".repeat(10_000)}--b--\r\n`,
  ],
  [
    "parts a thousand deep",
    () =>
      `${head}${Array.from({ length: 1000 }, (_, n) => `Content-Type: multipart/mixed; boundary="b${n}"\r\n\r\n--b${n}\r\n`).join("")}Content-Type: text/plain\r\n\r\nDeep`,
  ],
  [
    "emails two hundred deep",
    () => around(200, (inner) => `${head}Content-Type: message/rfc822\r\n\r\n${inner}`, head),
  ],
  ["an archive of half a gigabyte", () => attached("application/zip; name=a.zip", deflateRawSync(Buffer.alloc(5e8)))],
];
const large: readonly (readonly [name: string, make: () => string])[] = [
  ["30 MB of a file", () => attached("application/pdf; name=a.pdf", Buffer.alloc(22_000_000, "stream x"))],
  ["30 MB of text", () => `${head}\r\n${`${sentence}\r\n`.repeat(70_000)}`],
  ["30 MB of HTML", () => `${head}Content-Type: text/html\r\n\r\n${`<p>${sentence}</p>\r\n`.repeat(68_000)}`],
];

describe("an email made to be too much is read within limits (F9)", { timeout: 60_000 }, () => {
  test.each(bombs)("%s: ten seconds and 256 MB", async (_, make) => {
    const { ms, megabytes } = await readAlone(make());
    expect(ms).toBeLessThan(10_000);
    expect(megabytes).toBeLessThan(256);
  });

  test.each(large)("%s: ten seconds and 640 MB, a third of what the function has", async (_, make) => {
    const { ms, megabytes } = await readAlone(make());
    expect(ms).toBeLessThan(10_000);
    expect(megabytes).toBeLessThan(640);
  });
});
