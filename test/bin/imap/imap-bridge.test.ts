import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BridgeOptions, drain, follow } from "../../../bin/imap-bridge/bridge.ts";
import { openHandOver, senderOf } from "../../../bin/imap-bridge/hand-over.ts";
import { readProgress } from "../../../bin/imap-bridge/progress.ts";
import { openSmtpIn, type SmtpIn } from "../../../local/mail/smtp-in.ts";
import { type Dovecot, hasDovecot, openDovecot } from "./dovecot.ts";

if (!hasDovecot)
  console.warn(
    "SKIPPED: the IMAP bridge against a real server. Install dovecot-imapd and run as root to have it tested.",
  );

const email = (subject: string, returnPath = "anna@customer.example") =>
  `Return-Path: <${returnPath}>\nFrom: Anna <anna@customer.example>\nSubject: ${subject}\nMessage-ID: <${subject}@x.example>\n\nHello\n.\nthere\n`;

describe.skipIf(!hasDovecot)("the IMAP bridge against dovecot", { timeout: 30_000 }, () => {
  let imap: Dovecot;
  let smtp: SmtpIn;
  let folder: string;
  let answer: (subject: string) => void;
  const taken: { subject: string; from: string; to: readonly string[] }[] = [];

  beforeAll(async () => {
    smtp = await openSmtpIn({
      port: 0,
      accepts: () => true,
      deliver: async ({ envelope, raw }) => {
        const subject = /^Subject: (.*)\r$/m.exec(raw.toString())?.[1] ?? "";
        answer(subject);
        taken.push({ subject, from: envelope.from, to: envelope.to });
        return "id";
      },
    });
  });
  afterAll(() => smtp.close());
  beforeEach(async () => {
    imap = await openDovecot();
    folder = mkdtempSync(path.join(tmpdir(), "bridge-"));
    taken.length = 0;
    answer = () => undefined;
  });
  afterEach(async () => {
    await imap.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const options = (more: Partial<BridgeOptions> = {}): BridgeOptions => ({
    ...{ host: "127.0.0.1", port: imap.port, secure: false, user: imap.user, folder: "Queue" },
    credentials: async () => ({ pass: imap.pass }),
    progressFile: path.join(folder, "progress.json"),
    handOver: openHandOver({ smtp: `smtp://127.0.0.1:${smtp.port}`, to: "support@shop.example" }),
    ...{ markRead: true, all: true, say: () => undefined },
    ...more,
  });
  const subjects = () => taken.map(({ subject }) => subject);
  const refuse = (responseCode: number) => () => {
    throw Object.assign(new Error("5.7.1 No"), { responseCode });
  };

  test("hands over what lies there, with its envelope, once, and marks it as read", async () => {
    await imap.append(email("one"));
    await imap.append(email("bounce", ""));
    await drain(options());
    await drain(options());
    expect(taken).toEqual([
      { subject: "one", from: "anna@customer.example", to: ["support@shop.example"] },
      { subject: "bounce", from: "", to: ["support@shop.example"] },
    ]);
    expect(await imap.read()).toEqual([1, 2]);
  });

  test("goes on where it stopped when the mail server cannot take more just now", async () => {
    for (const subject of ["one", "two", "three"]) await imap.append(email(subject));
    answer = (subject) => {
      if (subject === "two") refuse(451)();
    };
    await expect(drain(options())).rejects.toThrow();
    expect(subjects()).toEqual(["one"]);
    expect(await imap.read()).toEqual([1]);
    answer = () => undefined;
    await drain(options());
    expect(subjects()).toEqual(["one", "two", "three"]);
  });

  test("leaves what is refused for good unread, says so, and goes on", async () => {
    await imap.append(email("bad"));
    await imap.append(email("good"));
    answer = (subject) => {
      if (subject === "bad") refuse(554)();
    };
    const said: string[] = [];
    await drain(options({ say: (line) => said.push(line) }));
    expect(subjects()).toEqual(["good"]);
    expect(await imap.read()).toEqual([2]);
    expect(said.join()).toMatch(/email 1 was refused and stays unread/);
    expect((await readProgress(options().progressFile))?.refused).toMatchObject([{ uid: 1 }]);
  });

  test("begins with what comes when it is not told to take all", async () => {
    await imap.append(email("old"));
    await drain(options({ all: false }));
    await imap.append(email("new"));
    await drain(options({ all: false }));
    expect(subjects()).toEqual(["new"]);
    expect(await imap.read()).toEqual([2]);
  });

  test("marks nothing as read unless asked", async () => {
    await imap.append(email("one"));
    await drain(options({ markRead: false }));
    expect(await imap.read()).toEqual([]);
  });

  test("loses nothing when the server counts its emails anew", async () => {
    await imap.append(email("one"));
    await imap.append(email("two"));
    await drain(options());
    await imap.countAnew();
    await imap.append(email("three"));
    await drain(options());
    expect(subjects()).toEqual(["one", "two", "three"]);
  });

  test("hears of an email while it idles", async () => {
    const end = new AbortController();
    const following = follow(options(), end.signal);
    await until(() => existsSync(options().progressFile));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await imap.append(email("late"));
    await until(() => taken.length === 1);
    end.abort();
    await following;
    expect(subjects()).toEqual(["late"]);
  });

  test("a wrong password is said, and nothing is written down", async () => {
    await expect(drain(options({ credentials: async () => ({ pass: "wrong" }) }))).rejects.toThrow();
    expect(existsSync(options().progressFile)).toBe(false);
  });
});

describe("progress", () => {
  test("that is damaged is not taken for none", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "progress-"));
    const file = path.join(folder, "p.json");
    writeFileSync(file, "{");
    await expect(readProgress(file)).rejects.toThrow(/Move the file away/);
    expect(readFileSync(file, "utf8")).toBe("{");
    rmSync(folder, { recursive: true });
  });
});

test.each([
  ["Return-Path: <a@b.example>\r\nFrom: x@y.example\r\n\r\n", "a@b.example"],
  ["Return-Path: <>\r\nFrom: x@y.example\r\n\r\n", ""],
  ["From: Anna <x@y.example>\r\n\r\n", "x@y.example"],
  ["Subject: none\r\n\r\nFrom: x@y.example\r\n", "unknown@unknown.invalid"],
  ["Return-Path: <a@@b..example>\r\nFrom: x@y.example\r\n\r\n", "x@y.example"],
])("the envelope sender of %j is %j", (raw, sender) => {
  expect(senderOf(Buffer.from(raw))).toBe(sender);
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !holds(); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
}
