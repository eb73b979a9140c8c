import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeActiveReceiptRuleSetCommand, SESClient, SetActiveReceiptRuleSetCommand } from "@aws-sdk/client-ses";
import {
  GetSuppressedDestinationCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemClock } from "../../../local/clock.ts";
import { type MailOut, openOutbox, openRelay } from "../../../local/mail/mail-out.ts";
import { openReceiver } from "../../../local/mail/receipt.ts";
import { openSmtpIn, type SmtpIn } from "../../../local/mail/smtp-in.ts";
import { type Endpoint, openEndpoint } from "../../../local/services/endpoint.ts";
import { openSes, type Ses } from "../../../local/services/ses.ts";
import { openStore, type Store } from "../../../local/store.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
interface Told {
  eventType: string;
  mail: { messageId: string; tags: Record<string, string[]>; headers: { name: string; value: string }[] };
  bounce?: { bounceType: string; bounceSubType: string; bouncedRecipients: { status: string }[] };
}
let folder: string;
let store: Store;
let ses: Ses;
let endpoint: Endpoint;
let mailOut: MailOut;
let told: Told[];
let client: SESv2Client;

const open = async (out: MailOut): Promise<void> => {
  mailOut = out;
  store = openStore(join(folder, "store.db"));
  ses = openSes({
    store,
    clock: systemClock,
    mailOut,
    publish: async (_topic, { text }) => void told.push(JSON.parse(text) as Told),
    putEvent: async (event) => void told.push(JSON.parse(JSON.stringify(event.detail)) as Told),
  });
  ses.createIdentity("shop.example");
  ses.createConfigurationSet({
    name: "replies",
    destinations: [
      {
        name: "topic",
        enabled: true,
        events: ["send", "DELIVERY", "bounce", "complaint", "deliveryDelay"],
        to: { topicArn: "arn:aws:sns:us-east-1:000000000000:sent" },
      },
    ],
  });
  endpoint = await openEndpoint({ port: 0, services: { operations: { sesv2: ses.operations, ses: ses.classic } } });
  client = new SESv2Client({ region: "us-east-1", endpoint: endpoint.url, credentials });
  await ses.start();
};
const close = async (): Promise<void> => {
  client.destroy();
  ses.stop();
  mailOut.close();
  await endpoint.close();
  await store.close();
};
const raw = (from = "Shop <support@shop.example>") =>
  Buffer.from(
    `From: ${from}\r\nTo: kay@mail.example\r\nBcc: boss@shop.example\r\nMessage-ID: <mine@shop.example>\r\nDate: Mon, 1 Jan 2001 00:00:00 +0000\r\nReturn-Path: <else@shop.example>\r\nSubject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHallo \xfc\r\n`,
    "latin1",
  );
const command = (Data = raw(), to = ["kay@mail.example"]) =>
  new SendEmailCommand({
    Destination: { ToAddresses: to },
    ConfigurationSetName: "replies",
    EmailTags: [{ Name: "reply_id", Value: "r-1" }],
    Content: { Raw: { Data } },
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ses-"));
  told = [];
});
afterEach(async () => {
  await close();
  rmSync(folder, { recursive: true });
});

test("a raw email leaves with SES's Message-ID and Date, no Bcc, and its events tell the tags", async () => {
  await open(await openOutbox(join(folder, "outbox")));
  const { MessageId = "" } = await client.send(command());
  await expect.poll(() => told.map(({ eventType }) => eventType)).toEqual(["Send", "Delivery"]);
  const [file = ""] = readdirSync(join(folder, "outbox"));
  expect(file).toBe(`${MessageId}.eml`);
  const sent = readFileSync(join(folder, "outbox", file), "latin1");
  expect(sent).toContain(`Message-ID: <${MessageId}@email.amazonses.com>\r\n`);
  expect(sent).not.toMatch(/mine@shop|2001|Bcc|Return-Path/);
  expect(sent).toContain("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n");
  expect(sent).toContain("\r\n\r\nHallo \xfc\r\n");
  expect(told[1]?.mail).toMatchObject({
    messageId: MessageId,
    tags: { reply_id: ["r-1"], "ses:configuration-set": ["replies"] },
    commonHeaders: { from: ["Shop <support@shop.example>"], subject: "Grüße" },
  });
});

test("a simple email is composed, text and HTML", async () => {
  await open(await openOutbox(join(folder, "outbox")));
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: "support@shop.example",
      Destination: { ToAddresses: ["kay@mail.example"] },
      Content: {
        Simple: { Subject: { Data: "Hi" }, Body: { Text: { Data: "plain" }, Html: { Data: "<p>rich</p>" } } },
      },
    }),
  );
  const written = () => readdirSync(join(folder, "outbox")).filter((name) => name.endsWith(".eml"));
  await expect.poll(written).toHaveLength(1);
  const [file = ""] = readdirSync(join(folder, "outbox"));
  expect(readFileSync(join(folder, "outbox", file), "utf8")).toMatch(/multipart\/alternative.*plain.*<p>rich<\/p>/s);
});

test("unverified senders, unknown configuration sets and unbuilt parameters are refused", async () => {
  await open(await openOutbox(join(folder, "outbox")));
  await expect(client.send(command(raw("evil@other.example")))).rejects.toMatchObject({ name: "MessageRejected" });
  const input = { Content: { Raw: { Data: raw() } }, ConfigurationSetName: "none" };
  await expect(client.send(new SendEmailCommand(input))).rejects.toMatchObject({ name: "NotFoundException" });
  const template = { FromEmailAddress: "a@shop.example", Content: { Template: { TemplateName: "t" } } };
  await expect(client.send(new SendEmailCommand(template))).rejects.toThrow(/Content\.Template/);
});

test("a relay's refusal for good bounces, suppresses the address, and the next one is not sent", async () => {
  let relay: SmtpIn | undefined;
  const received: string[] = [];
  try {
    relay = await openSmtpIn({
      port: 0,
      accepts: (address) => address !== "gone@mail.example",
      deliver: async ({ envelope }) => {
        received.push(...envelope.to);
        return "ok";
      },
    });
    await open(openRelay({ url: `smtp://127.0.0.1:${relay.port}` }));
    await client.send(command(raw(), ["kay@mail.example", "gone@mail.example"]));
    const kinds = () => told.map(({ eventType }) => eventType).sort();
    await expect.poll(kinds).toEqual(["Bounce", "Delivery", "Send"]);
    expect(received).toEqual(["kay@mail.example"]);
    const listed = await client.send(new GetSuppressedDestinationCommand({ EmailAddress: "gone@mail.example" }));
    expect(listed.SuppressedDestination?.Reason).toBe("BOUNCE");
    told = [];
    await client.send(command(raw(), ["gone@mail.example"]));
    await expect.poll(kinds).toEqual(["Bounce", "Send"]);
    expect(told.find(({ bounce }) => bounce)?.bounce?.bounceSubType).toBe("OnAccountSuppressionList");
  } finally {
    mailOut.close();
    await relay?.close();
  }
});

test("while the relay is away the email waits, across a restart, and goes with the same Message-ID", async () => {
  const away = await openSmtpIn({ port: 0, accepts: () => true, deliver: async () => "ok" });
  const { port } = away;
  await away.close();
  await open(openRelay({ url: `smtp://127.0.0.1:${port}` }));
  const { MessageId = "" } = await client.send(command());
  await expect.poll(() => told.map(({ eventType }) => eventType)).toEqual(["Send", "DeliveryDelay"]);
  await close();
  const received: string[] = [];
  const deliver = async ({ raw: mail }: { raw: Buffer }) => {
    received.push(mail.toString("latin1"));
    return "ok";
  };
  const back = await openSmtpIn({ port, accepts: () => true, deliver });
  try {
    await open(openRelay({ url: `smtp://127.0.0.1:${port}` }));
    await expect.poll(() => told.at(-1)?.eventType, { timeout: 10_000 }).toBe("Delivery");
    expect(received).toHaveLength(1);
    expect(received[0]).toContain(`Message-ID: <${MessageId}@email.amazonses.com>`);
  } finally {
    mailOut.close();
    await back.close();
  }
});

test("a bounce or complaint that comes back later finds its email, by the envelope sender", async () => {
  await open(await openOutbox(join(folder, "outbox")));
  ses.createIdentity("news.example", { configurationSet: "replies", mailFromDomain: "bounce.news.example" });
  const receiver = openReceiver({
    clock: systemClock,
    feedback: ses.feedback,
    verify: async () => ({ spf: "PASS", dkim: "PASS", dmarc: "PASS", headers: "" }),
    rulesFor: async () => [],
    store: async () => undefined,
    publish: async () => undefined,
  });
  const smtp = await openSmtpIn({ port: 0, ...receiver });
  const back = createTransport({ host: "127.0.0.1", port: smtp.port, ignoreTLS: true });
  try {
    const { MessageId = "" } = await client.send(
      new SendEmailCommand({
        Content: { Raw: { Data: raw("hi@news.example") } },
        Destination: { ToAddresses: ["kay@mail.example"] },
      }),
    );
    await expect.poll(() => told.map(({ eventType }) => eventType)).toEqual(["Send", "Delivery"]);
    const to = `${MessageId}@bounce.news.example`;
    const status =
      "Reporting-MTA: dns; mx.mail.example\r\n\r\nFinal-Recipient: rfc822; Kay@mail.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 gone\r\n";
    await back.sendMail({
      envelope: { from: "", to },
      raw: `Content-Type: multipart/report\r\n\r\n--x\r\n\r\n${status}`,
    });
    expect(told.at(-1)).toMatchObject({
      eventType: "Bounce",
      mail: { messageId: MessageId, tags: { "ses:configuration-set": ["replies"] } },
      bounce: { bounceType: "Permanent", bouncedRecipients: [{ status: "5.1.1" }] },
    });
    await back.sendMail({
      envelope: { from: "fbl@mail.example", to },
      raw: "Content-Type: multipart/report\r\n\r\nFeedback-Type: abuse\r\n",
    });
    expect(told.at(-1)).toMatchObject({ eventType: "Complaint", complaint: { complaintFeedbackType: "abuse" } });
    const listed = await client.send(new GetSuppressedDestinationCommand({ EmailAddress: "kay@mail.example" }));
    expect(listed.SuppressedDestination?.Reason).toBe("COMPLAINT");
    const forged = back.sendMail({ envelope: { from: "", to: "guess@bounce.news.example" }, raw: "x" });
    await expect(forged).rejects.toMatchObject({ responseCode: 550 });
  } finally {
    back.close();
    await smtp.close();
  }
});

test("the suppression list is kept by the API too", async () => {
  await open(await openOutbox(join(folder, "outbox")));
  await client.send(new PutSuppressedDestinationCommand({ EmailAddress: "No@mail.example", Reason: "COMPLAINT" }));
  await client.send(command(raw(), ["no@mail.example"]));
  await expect.poll(() => told.map(({ eventType }) => eventType)).toEqual(["Send", "Bounce"]);
  expect(readdirSync(join(folder, "outbox"))).toEqual([]);
});

test("receipt rule sets are described, activated and matched as SES does", async () => {
  await open(await openOutbox(join(folder, "outbox")));
  const classic = new SESClient({ region: "us-east-1", endpoint: endpoint.url, credentials });
  expect((await classic.send(new DescribeActiveReceiptRuleSetCommand({}))).Metadata).toBeUndefined();
  const S3Action = { BucketName: "emails", ObjectKeyPrefix: "in/", TopicArn: "arn:aws:sns:us-east-1:0:received" };
  const rule = {
    Name: "inbox",
    Enabled: true,
    ScanEnabled: true,
    Recipients: ["support@shop.example"],
    Actions: [{ S3Action }],
  };
  ses.receiptRules.createRuleSet("rules");
  ses.receiptRules.createRule({ ruleSet: "rules", rule });
  await expect(classic.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: "none" }))).rejects.toMatchObject({
    name: "RuleSetDoesNotExistException",
  });
  await classic.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: "rules" }));
  const active = await classic.send(new DescribeActiveReceiptRuleSetCommand({}));
  expect(active).toMatchObject({ Metadata: { Name: "rules" }, Rules: [{ Name: "inbox", Actions: [{ S3Action }] }] });
  const found = await ses.receiptRules.rulesFor(["Support+tag@shop.example", "other@shop.example"]);
  expect(found).toMatchObject([{ name: "inbox", recipients: ["Support+tag@shop.example"] }]);
  const bounce = { ...rule, Actions: [{ BounceAction: { Sender: "x" } }] };
  expect(() => ses.receiptRules.createRule({ ruleSet: "rules", rule: bounce })).toThrow(/BounceAction/);
  classic.destroy();
});
