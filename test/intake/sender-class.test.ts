import { describe, expect, test } from "vitest";
import { dissect } from "../../functions/intake/dissect.ts";
import { replyHeader } from "../../functions/platform/signed-addresses.ts";
import { sign } from "../../functions/platform/signing.ts";
import { email } from "./deliver.ts";
import { signingKey } from "./mail-world.ts";

const classOf = async (headers: Record<string, string>, body?: string, envelopeSender = "anna@customer.example") => {
  const isOwn = (address: string) => address.endsWith("@mail.shop.example");
  const raw = Buffer.from(email(headers, body));
  return (await dissect(raw, { envelopeSender, isOwn, keys: [signingKey] })).classified;
};

const report = (type: string) => ({ "Content-Type": `multipart/report; report-type=${type}; boundary="b"` });
const part = (type: string, text: string) =>
  `--b\r\nContent-Type: text/plain\r\n\r\nHello\r\n--b\r\nContent-Type: ${type}\r\n\r\n${text}\r\n--b--`;
const failed = part(
  "message/delivery-status",
  "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\nStatus: 5.1.1",
);

test.each<[string, string, Record<string, string>, string?]>([
  ["L1", "auto-reply", { "Auto-Submitted": "Auto-Replied (by hand); owner-email=x" }],
  ["L1", "auto-reply", { "auto-submitted": "auto-generated" }],
  ["L2", "list", { Precedence: "bulk" }],
  ["L2", "list", { "List-Unsubscribe": "<mailto:x@y.example>" }],
  ["L2", "list", { Precedence: "list" }],
  ["L2", "list", { "X-Precedence": "junk" }],
  ["L2", "list", { "List-Post": "<mailto:x@y.example>" }],
  ["L2", "list", { "List-Id": "News <news.example>" }],
  ["L2", "auto-reply", { "X-Precedence": "auto_reply" }],
  ["L3", "system", { "Return-Path": "<>" }],
  ["L5", "auto-reply", { "X-Autoreply": "yes" }],
  ["L5", "auto-reply", { "X-Autorespond": "Delivery" }],
  ["L5", "auto-reply", { "X-Autoresponder": "yes" }],
  ["L5", "auto-reply", { "X-AutoReply-From": "a@b.example" }],
  ["L5", "loop", { "X-Loop": "support@elsewhere.example" }],
  ["L5", "system", { "X-FC-MachineGenerated": "true" }],
  ["L5", "bounce", { "X-Failed-Recipients": "a@b.example" }],
  ["L5", "bounce", report("delivery-status"), failed],
  [
    "L5",
    "system",
    report("disposition-notification"),
    part("message/disposition-notification", "Disposition: displayed"),
  ],
  ["L5", "vacation", { Subject: "Automatische Antwort: Lieferung" }],
  ["L6", "system", { From: "no-reply@shop.example" }],
  ["L6", "system", { From: "do-not-reply@shop.example" }],
  ["L6", "system", { From: "bounces@shop.example" }],
  ["L6", "system", { From: "postmaster@mx.example" }],
  ["L6", "list", { From: "news-request@lists.example" }],
  ["L6", "system", { From: "MAILER-DAEMON@mx.example" }],
  ["L6", "list", { From: "owner-news@lists.example" }],
  ["L6", "complaint", { From: "abuse@provider.example" }],
  ["B4", "complaint", report("feedback-report"), part("message/feedback-report", "Feedback-Type: abuse")],
  ["L7", "own", { From: "x@mail.shop.example" }],
  ["L8", "loop", { [replyHeader]: sign("reply", `rpl_${"a".repeat(40)}`, [signingKey]) }],
  ["L8", "loop", { "Message-ID": `<rpl_1@mail.shop.example>` }],
])("%s: a %s by %o", async (rule, senderClass, headers, body) => {
  const classified = await classOf(headers, body);
  expect(classified.senderClass).toBe(senderClass);
  expect(classified.reason.startsWith(rule)).toBe(true);
});

test.each<[string, Record<string, string>]>([
  ["an ordinary email", {}],
  ["Auto-Submitted: no", { "Auto-Submitted": "No (a person)" }],
  ["X-Auto-Response-Suppress alone (L4)", { "X-Auto-Response-Suppress": "All" }],
  ["a header of ours that we did not sign", { [replyHeader]: "aaaa.bbbb" }],
  ["a name like noreplyson@", { From: "arno.replyson@customer.example" }],
  ["a complaint in words", { Subject: "Complaint about message delays" }],
])("%s is a person's", async (_, headers) => {
  expect((await classOf(headers)).senderClass).toBe("person");
});

describe("an automatic reply that only its subject tells (L5)", () => {
  test.each([
    "Automatic reply: Delivery",
    "Re: Out of Office: Delivery",
    "Auto: away until Monday",
    "Abwesenheitsnotiz: Lieferung",
    "Réponse automatique : livraison",
    "Respuesta automática: entrega",
    "Risposta automatica: consegna",
    "Resposta automática: entrega",
    "Automatisch antwoord: levering",
    "Autosvar: leverans",
    "Automaattinen vastaus: toimitus",
    "Odpowiedź automatyczna: dostawa",
    "Automatická odpověď: dodání",
    "Automatikus válasz: szállítás",
    "Răspuns automat: livrare",
    "Otomatik yanıt: teslimat",
    "Автоответ: доставка",
    "Αυτόματη απάντηση: παράδοση",
    "自動返信: 配送",
    "自动回复: 送货",
    "자동 회신: 배송",
    "תשובה אוטומטית: משלוח",
    "رد تلقائي: التسليم",
  ])("%s", async (subject) => {
    expect((await classOf({ Subject: encoded(subject) })).senderClass).toBe("vacation");
  });

  test.each([
    "Absence of the screws in my parcel",
    "On vacation until Monday: please deliver later",
    "I am away next week",
    "Automatic watch stopped",
    "Office chair is out of order",
  ])("%s is a person's", async (subject) => {
    expect((await classOf({ Subject: encoded(subject) })).senderClass).toBe("person");
  });
});

const encoded = (text: string) => `=?UTF-8?B?${Buffer.from(text).toString("base64")}?=`;
test("an empty envelope sender is no person's (L3)", async () => {
  expect((await classOf({}, "Hello", "")).senderClass).toBe("system");
  expect((await classOf({}, "Hello", "<>")).senderClass).toBe("system");
});
