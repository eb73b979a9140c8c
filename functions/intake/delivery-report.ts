import { comparable } from "../platform/addresses.ts";
import { isGone, statusIn } from "./delivery-status.ts";
import { messageIds } from "./parse-mail.ts";
import type { ParsedMail, Part } from "./parsed-mail.ts";
import { recipientGroups } from "./recipient-groups.ts";
import { reportInText } from "./report-in-text.ts";

/** One recipient of one report, in RFC 3464's words. */
export interface ReportedRecipient {
  readonly address: string | undefined;
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`. */
  readonly action: string;
  /** RFC 3463, e.g. `5.1.1`; undefined when the report names none. */
  readonly status: string | undefined;
  /** The mailbox itself is gone or never was; other failures may pass. */
  readonly hard: boolean;
}

export interface DeliveryReport {
  readonly recipients: readonly ReportedRecipient[];
  /** Message-IDs of the email the report is about, as the report quotes it. */
  readonly originalIds: readonly string[];
  /** Values of a header of that email. */
  readonly original: (key: string) => readonly string[];
}

const statusTypes = ["message/delivery-status", "message/global-delivery-status"];
const originalTypes = [
  "message/rfc822",
  "text/rfc822-headers",
  "message/global",
  "message/global-headers",
  "message/rfc822-headers",
];

/** What a report says about our email (RFC 3464); undefined when it is none. Reports without the standard part are read from their text. */
export function deliveryReport(mail: ParsedMail): DeliveryReport | undefined {
  const statusParts = mail.parts.filter(({ type }) => statusTypes.includes(type));
  const text = `${mail.text ?? ""}\n${(mail.html ?? "").replace(/<[^<>]{0,500}>/g, " ")}`.slice(0, 50_000);
  const standard = recipientGroups(
    statusParts.length > 0 ? statusParts.map(decode).join("\n\n") : strayReport(mail, text),
  ).map((fields) => recipientOf((key) => fields.get(key), text));
  const recipients = standard.length > 0 ? standard : reportInText(mail, text);
  if (recipients.length === 0) return undefined;
  const originals = mail.parts.filter(({ type }) => originalTypes.includes(type)).map(decode);
  const quoted = originals.length === 0 ? [text] : originals;
  return {
    recipients,
    originalIds: quoted.flatMap((header) => messageIds(fieldsOf(header, "message-id").join(" "))),
    original: (key) => quoted.flatMap((header) => fieldsOf(header, key)),
  };
}

/** The standard fields where they stand without their type: in a text file, or in the text of a report that lost its boundaries. */
function strayReport(mail: ParsedMail, text: string): string {
  const isReport = (given: string) => /^reporting-mta[ \t]*:/im.test(given) && /^final-recipient[ \t]*:/im.test(given);
  return [...mail.parts.filter(({ type }) => !originalTypes.includes(type)).map(decode), text].find(isReport) ?? "";
}

const decode = ({ bytes }: Part): string => Buffer.from(bytes.subarray(0, 100_000)).toString("utf8");

/** All values of a field in text that holds header lines, unfolded. */
function fieldsOf(text: string, key: string): string[] {
  const pattern = new RegExp(`^${key}[ \\t]*:[ \\t]*(.*(?:\\r?\\n[ \\t]+.*)*)`, "gim");
  return [...text.matchAll(pattern)].map(([, value]) => (value ?? "").replace(/\r?\n[ \t]+/g, " ").trim());
}

function recipientOf(field: (key: string) => string | undefined, text: string): ReportedRecipient {
  const diagnostic = field("diagnostic-code") ?? "";
  const status = statusIn(field("status"), diagnostic) ?? statusIn(text);
  const fallback = status?.startsWith("4") === true ? "delayed" : "failed";
  const action = actionIn(field("action")) ?? fallback;
  const address = addressIn(field("original-recipient")) ?? addressIn(field("final-recipient"));
  const words = `${field("status") ?? ""} ${diagnostic === "" ? text : `${diagnostic} ${stageOf(address, text)}`}`;
  return {
    address,
    ...{ action, status, hard: action === "failed" && isGone(status, words) },
  };
}

/** What Postfix adds to the server's words in the text alone: to which command it said them. */
const stageOf = (address: string | undefined, text: string): string => {
  const at = address === undefined ? -1 : text.indexOf(`<${address}>:`);
  return (at < 0 ? null : /\(in\s+reply\s+to\s+[^()]{3,30}\)/.exec(text.slice(at, at + 400)))?.[0] ?? "";
};

const actions = ["failed", "delayed", "delivered", "relayed", "expanded"];

/** RFC 3464's word for what a server calls `Failure`, `delay` or `failed (bad destination)`. */
const actionIn = (field = ""): string | undefined => {
  const word = /^[a-z]{4}/.exec(field.trim().toLowerCase())?.[0];
  return word === undefined ? undefined : actions.find((action) => action.startsWith(word));
};

/** `rfc822; <someone@example.com>` → `someone@example.com`. */
function addressIn(field: string | undefined): string | undefined {
  const text = field?.includes(";") === true ? field.slice(field.indexOf(";") + 1) : field;
  return comparable((text ?? "").trim().replace(/^<|>$/g, ""));
}
