import { generateKeyPairSync } from "node:crypto";
import { sealMessage } from "mailauth";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type LookUp, openLookUp, readZone } from "../../../local/mail/dns.ts";
import { openReceiver } from "../../../local/mail/receipt.ts";
import { openSmtpIn, type SmtpIn } from "../../../local/mail/smtp-in.ts";
import { openVerifier, scan } from "../../../local/mail/verdicts.ts";

const keys = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "der" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});
const zone = {
  "good.example": { TXT: ["v=spf1 ip4:127.0.0.1 -all"] },
  "_dmarc.good.example": { TXT: ["v=DMARC1; p=reject"] },
  "k._domainkey.good.example": { TXT: [`v=DKIM1; k=rsa; p=${keys.publicKey.toString("base64")}`] },
  "forged.example": { TXT: ["v=spf1 -all"] },
  "_dmarc.forged.example": { TXT: ["v=DMARC1; p=quarantine"] },
};
const topicArn = "arn:aws:sns:us-east-1:000000000000:received";
let stored: Map<string, Buffer>;
interface Notification {
  mail: Record<string, unknown>;
  receipt: Record<string, unknown>;
}
let published: Notification[];
let server: SmtpIn;
let asked: string[];

const serve = async (real: LookUp): Promise<void> => {
  const lookUp = openLookUp({ clock: systemClock, zone, real });
  const receiver = openReceiver({
    clock: systemClock,
    verify: openVerifier({ lookUp }),
    rulesFor: async (addresses) => {
      const recipients = addresses.filter((address) => address.endsWith("@shop.example"));
      const actions = [{ kind: "s3", bucket: "emails", prefix: "in/", topicArn }] as const;
      return recipients.length === 0 ? [] : [{ name: "inbox", scan: true, recipients, actions }];
    },
    store: async (bucket, key, raw) => void stored.set(`${bucket}/${key}`, raw),
    publish: async (_topic, { text }) => void published.push(JSON.parse(text) as Notification),
  });
  server = await openSmtpIn({ port: 0, ...receiver });
};
const send = async (mail: object, from: string) => {
  const transport = createTransport({ host: "127.0.0.1", port: server.port, ignoreTLS: true, name: "sender.example" });
  await transport.sendMail({
    to: "support@shop.example",
    text: "hello",
    envelope: { from, to: "support@shop.example" },
    ...mail,
  });
  transport.close();
  return published.at(-1);
};

beforeEach(async () => {
  stored = new Map();
  published = [];
  asked = [];
  await serve(async (name) => {
    asked.push(name);
    throw Object.assign(new Error("no network"), { code: name.includes("slow") ? "ETIMEOUT" : "ENOTFOUND" });
  });
});
afterEach(async () => {
  await server.close();
});

test("a signed email of a good domain passes, is stored, and SES's notification says all about it", async () => {
  const dkim = { domainName: "good.example", keySelector: "k", privateKey: keys.privateKey };
  const from = { name: "Kay, née Ö", address: "kay@good.example" };
  const notification = await send({ from, subject: "Wo ist mein Päckchen?", dkim }, "kay@good.example");
  expect(notification).toMatchObject({
    notificationType: "Received",
    receipt: {
      recipients: ["support@shop.example"],
      spamVerdict: { status: "PASS" },
      virusVerdict: { status: "PASS" },
      spfVerdict: { status: "PASS" },
      dkimVerdict: { status: "PASS" },
      dmarcVerdict: { status: "PASS" },
      action: { type: "S3", topicArn, bucketName: "emails", objectKeyPrefix: "in/" },
    },
    mail: {
      source: "kay@good.example",
      destination: ["support@shop.example"],
      headersTruncated: false,
      commonHeaders: {
        returnPath: "kay@good.example",
        from: ["Kay, née Ö <kay@good.example>"],
        to: ["support@shop.example"],
        subject: "Wo ist mein Päckchen?",
      },
    },
  });
  const { mail } = notification ?? {};
  const raw = stored.get(`emails/in/${String(mail?.["messageId"])}`)?.toString() ?? "";
  expect(raw).toMatch(/^Return-Path: <kay@good.example>\r\nReceived: from sender.example/);
  expect(raw).toMatch(/Authentication-Results: amazonses.com/i);
  expect(raw).toMatch(/hello\r\n$/);
});

test("a forged sender fails SPF and DMARC, and the domain's wish is told", async () => {
  const notification = await send({ from: "boss@forged.example", subject: "x" }, "boss@forged.example");
  expect(notification?.receipt).toMatchObject({
    spfVerdict: { status: "FAIL" },
    dkimVerdict: { status: "GRAY" },
    dmarcVerdict: { status: "FAIL" },
    dmarcPolicy: "quarantine",
  });
});

test("a domain without records is gray; one whose DNS does not answer is processing failed, never a pass", async () => {
  const gray = await send({ from: "a@unknown.org", subject: "x" }, "a@unknown.org");
  expect(gray?.receipt).toMatchObject({ spfVerdict: { status: "GRAY" }, dmarcVerdict: { status: "GRAY" } });
  const failed = await send({ from: "a@slow.org", subject: "x" }, "a@slow.org");
  expect(failed?.receipt).toMatchObject({ spfVerdict: { status: "PROCESSING_FAILED" } });
  expect(asked).toContain("slow.org");
});

test("headers that the sender made up do not count and ours come first", async () => {
  const headers = { "Authentication-Results": "amazonses.com; spf=pass; dmarc=pass", "X-SES-Spam-Verdict": "PASS" };
  const notification = await send({ from: "b@forged.example", subject: "x", headers }, "b@forged.example");
  expect(notification?.receipt).toMatchObject({ dmarcVerdict: { status: "FAIL" } });
});

test("GTUBE and EICAR fail their scans, in an attachment too", () => {
  expect(scan(Buffer.from("XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X")).spam).toBe("FAIL");
  const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${"EICAR-STANDARD-ANTIVIRUS"}-TEST-FILE!$H+H*`;
  expect(scan(Buffer.from(eicar)).virus).toBe("FAIL");
  expect(scan(Buffer.from(Buffer.from(eicar).toString("base64"))).virus).toBe("FAIL");
  expect(scan(Buffer.from("hello"))).toEqual({ spam: "PASS", virus: "PASS" });
});

test("failing DNS is asked once a minute, and a dead network is left alone for a while", async () => {
  let calls = 0;
  const lookUp = openLookUp({
    clock: systemClock,
    real: async () => {
      calls += 1;
      throw Object.assign(new Error("no"), { code: "ETIMEOUT" });
    },
  });
  for (const name of ["a.org", "a.org", "b.org", "c.org", "d.org", "e.org", "f.org", "g.org"]) {
    await expect(lookUp(name, "TXT")).rejects.toMatchObject({ code: "ETIMEOUT" });
  }
  expect(calls).toBe(5);
});

test("the samples' zone file is read", async () => {
  const samples = await readZone("samples/dns.yaml");
  const lookUp = openLookUp({ clock: systemClock, zone: samples });
  expect(await lookUp("fernwood.example", "TXT")).toEqual([["v=spf1 ip4:127.0.0.1 -all"]]);
  await expect(lookUp("nowhere.example", "TXT")).rejects.toMatchObject({ code: "ENOTFOUND" });
});

test("what a list sealed before it changed an email is told, and makes no failed sender a proven one (D1)", async () => {
  const dkim = { domainName: "good.example", keySelector: "k", privateKey: keys.privateKey };
  const raw = "From: kay@forged.example\r\nTo: support@shop.example\r\nSubject: Hi\r\n\r\nhello\r\n";
  const seal = await sealMessage(Buffer.from(raw), {
    ...{ signingDomain: dkim.domainName, selector: dkim.keySelector, privateKey: dkim.privateKey, cv: "none" },
    authResults: "list.good.example; dmarc=pass header.from=forged.example",
  });
  const notification = await send({ raw: Buffer.concat([seal, Buffer.from(raw)]) }, "bounces@good.example");
  expect(notification?.receipt).toMatchObject({
    dmarcVerdict: { status: "FAIL" },
    arcVerdict: { status: "PASS", sealer: "good.example", dmarc: "PASS" },
  });
});
