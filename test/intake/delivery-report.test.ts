import { describe, expect, test } from "vitest";
import { deliveryReport } from "../../functions/intake/delivery-report.ts";
import { parseMail } from "../../functions/intake/parse-mail.ts";
import { whoIsGone } from "./server-words.ts";

const head = "From: MAILER-DAEMON@relay.example\r\nTo: support@shop.example\r\nSubject: Returned mail\r\n";
const read = async (raw: string) =>
  deliveryReport(await parseMail(Buffer.from(raw)))?.recipients.map(
    ({ address, action, status, hard }) => [address, action, status, hard] as const,
  );

/** A `multipart/report` around such lines of status. */
const report = (status: readonly string[], { type = "message/delivery-status", transfer = "" } = {}) =>
  [
    `${head}Content-Type: multipart/report; report-type=delivery-status; boundary=b`,
    ...["", "--b", "Content-Type: text/plain", "", "It did not arrive.", ""],
    ...["--b", `Content-Type: ${type}`, ...(transfer === "" ? [] : [`Content-Transfer-Encoding: ${transfer}`]), ""],
    ...(transfer === "base64" ? [Buffer.from(status.join("\r\n")).toString("base64")] : status),
    ...["", "--b", "Content-Type: text/rfc822-headers", "", "Message-ID: <1@shop.example>", "", "--b--", ""],
  ].join("\r\n");

const mta = ["Reporting-MTA: dns; relay.example", ""];
const ines = ["Final-Recipient: rfc822; ines@gone.example", "Action: failed", "Status: 5.1.1"] as const;
const omar = ["Final-Recipient: rfc822; omar@late.example", "Action: delayed", "Status: 4.4.1"] as const;
const both = [
  ["ines@gone.example", "failed", "5.1.1", true],
  ["omar@late.example", "delayed", "4.4.1", false],
];

describe("a standard report tells each recipient's fate (B1, B2)", () => {
  test.each([
    ["as RFC 3464 has it", [...mta, ...ines, "", ...omar]],
    ["without empty lines between recipients", [...mta, ...ines, ...omar]],
    ["with an empty line behind each field", [...mta, ...[...ines, ...omar].flatMap((line) => [line, ""])]],
    ["without an empty line behind the server's name", ["Reporting-MTA: dns; relay.example", ...ines, "", ...omar]],
    ["with the fate first, as SES has it", [...mta, ines[1], ines[0], ines[2], "", omar[1], omar[0], omar[2]]],
    [
      "with the first address said once and the second twice",
      [...mta, ...ines, "", "Original-Recipient: rfc822; omar@late.example", ...omar],
    ],
    [
      "with other words for what happened",
      [
        ...mta,
        ...ines.map((line) => line.replace("failed", "Failure (gone)")),
        "",
        ...omar.map((line) => line.replace("delayed", "Delay")),
      ],
    ],
  ])("%s", async (_, status) => {
    expect(await read(report(status))).toEqual(both);
  });

  test.each([
    ["in base64", { transfer: "base64" }],
    ["as a text file", { type: 'text/plain; name="details.txt"' }],
    ["as a file of no type", { type: 'application/octet-stream; name="report"' }],
    ["in its international form", { type: "message/global-delivery-status" }],
  ])("%s", async (_, part) => {
    expect(await read(report([...mta, ...ines, "", ...omar], part))).toEqual(both);
  });

  test("in the text of one that lost its boundaries", async () => {
    expect(await read([head, "It did not arrive.", "", ...mta, ...ines, "", ...omar, ""].join("\r\n"))).toEqual(both);
  });

  test("inside another email that brings it along", async () => {
    const inner = report([...mta, ...ines, "", ...omar]);
    const outer = `${head}Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/report; boundary=b${inner.slice(inner.indexOf("boundary=b") + 10)}\r\n--o--\r\n`;
    expect(await read(outer)).toEqual(both);
  });

  test.each([
    ["a code that says more than the server's own", "Status: 5.0.0", "smtp; 550 5.1.1 user unknown", "5.1.1", true],
    ["a full mailbox under the code of one that is gone", "Status: 5.1.1", "smtp; 550 mailbox is full", "5.1.1", false],
    ["a mailbox that is gone, without a code", "", "smtp; 550 no such user", undefined, true],
    ["a refusal of what was written", "Status: 5.7.1", "smtp; 554 5.7.1 looks like spam", "5.7.1", false],
    ["a domain that does not exist", "Status: 5.4.4", "smtp; 550 Host or domain name not found", "5.4.4", true],
    [
      "a domain that does not exist, by Office 365",
      "Status: 5.4.310",
      "smtp; 550 DNS domain does not exist",
      "5.4.310",
      true,
    ],
  ])("and names %s", async (_, status, diagnostic, code, hard) => {
    const fields = [
      "Final-Recipient: rfc822; ines@gone.example",
      "Action: failed",
      status,
      `Diagnostic-Code: ${diagnostic}`,
    ];
    expect(await read(report([...mta, ...fields.filter((line) => line !== "")]))).toEqual([
      ["ines@gone.example", "failed", code, hard],
    ]);
  });

  test.each(whoIsGone)("and tells whether the mailbox is gone (%s), by %s: %s", async (hard, status, words) => {
    const fields = ["Final-Recipient: rfc822; ines@gone.example", "Action: failed", `Status: ${status}`];
    const found = await read(report([...mta, ...fields, `Diagnostic-Code: smtp; ${words}`]));
    expect(found?.map(([, , , gone]) => gone)).toEqual([hard]);
  });

  test("and over what time ran out, where the server says it", async () => {
    const words = "smtp; 554 4.4.7 Message expired: unable to deliver in 840 minutes.<421 4.4.2 Connection timed out>";
    const fields = ["Final-Recipient: rfc822; ines@gone.example", "Action: failed", "Status: 4.4.7"];
    const found = await read(report([...mta, ...fields, `Diagnostic-Code: ${words}`]));
    expect(found).toEqual([["ines@gone.example", "failed", "4.4.2", false]]);
  });

  test.each(["delivered", "relayed", "expanded"])("and that it was %s is no failure", async (action) => {
    const fields = ["Final-Recipient: rfc822; ines@gone.example", `Action: ${action}`, "Status: 2.0.0"];
    expect(await read(report([...mta, ...fields]))).toEqual([["ines@gone.example", action, "2.0.0", false]]);
  });
});
