import type { SenderClass } from "../contracts/email.ts";
import { autoReplySubject, perhapsAway } from "./auto-reply-words.ts";
import { saysAway, saysItIsAutomatic, tellsOfAbsence } from "./automatic-words.ts";
import { headerValue, headerValues, longestValue, type ParsedMail, token } from "./parsed-mail.ts";
import { daemonName } from "./report-words.ts";

export interface Classified {
  readonly senderClass: SenderClass;
  /** The header or part that says so. */
  readonly reason: string;
}

export interface Suspect {
  readonly mail: ParsedMail;
  /** MAIL FROM; empty or `<>` for bounces. */
  readonly envelopeSender: string;
  /** Types of the whole and of its parts, lower case. */
  readonly types: readonly string[];
  /** Whether it carries the mark of one of our own replies, verified. */
  readonly isOurs: boolean;
  /** Whether an address is one of ours, whatever its tag or case. */
  readonly isOwn: (address: string) => boolean;
  /** Whether it reports a failed or late delivery, as far as its text and parts say. */
  readonly reportsFailure: boolean;
  /** Whether it holds nothing but what it quotes. */
  readonly onlyQuotes: boolean;
  /** What it says itself, without what it quotes. */
  readonly words: string;
}

interface Rule {
  /** Statement of docs that it keeps. */
  readonly rule: string;
  readonly is: SenderClass;
  /** What gave it away; undefined when it does not apply. */
  readonly sign: (suspect: Suspect) => string | undefined;
}

const header =
  (key: string) =>
  ({ mail }: Suspect) => {
    const value = headerValue(mail, key);
    return value === undefined ? undefined : `${key}: ${value.slice(0, 80)}`;
  };

const headerMatching =
  (key: string, pattern: RegExp) =>
  ({ mail }: Suspect) => {
    const value = headerValues(mail, key).find((text) => pattern.test(text.slice(0, longestValue)));
    return value === undefined ? undefined : `${key}: ${value.slice(0, 80)}`;
  };

const part =
  (...types: string[]) =>
  (suspect: Suspect) =>
    suspect.types.find((type) => types.includes(type));

const localPart =
  (pattern: RegExp) =>
  ({ mail }: Suspect) =>
    [...mail.from]
      .map(({ address }) => address.slice(0, Math.max(0, address.lastIndexOf("@"))))
      .find((local) => pattern.test(local));

const subject =
  (pattern: RegExp) =>
  ({ mail }: Suspect) =>
    pattern.test(mail.subject) ? "subject" : undefined;

const text =
  (pattern: RegExp) =>
  ({ mail }: Suspect) =>
    pattern.test(mail.text ?? "") ? "text" : undefined;

const failing = (sign: Rule["sign"]) => (suspect: Suspect) => (suspect.reportsFailure ? sign(suspect) : undefined);

const original = ["message/rfc822", "message/global", "text/rfc822-headers"];

/** Providers' complaints bring the email along, or name the server it came from; people's do neither. */
const withEvidence = (sign: Rule["sign"]) => (suspect: Suspect) =>
  suspect.types.some((type) => original.includes(type)) || /\b\d{1,3}(?:\.\d{1,3}){3}\b/.test(suspect.mail.subject)
    ? sign(suspect)
    : undefined;

const emptyEnvelope = ({ envelopeSender, mail }: Suspect) =>
  ["", "<>"].includes(envelopeSender.trim()) || headerValues(mail, "return-path").some((value) => value.trim() === "<>")
    ? "empty envelope sender"
    : undefined;

const daemon = /^(?:mailer[-_]?daemon|postmaster|mail[-_]?delivery|mdaemon|mail[-_]?system|.*[-_.]mailer-daemon)$/i;

const machine =
  /^(?:no|do[-_.]?not|dont|never)[-_.]?reply|^(?:auto[-_.]?(?:mail|reply|responder)|bounces?|notifications?|root|cron|www-data|nobody)$|^(?:bounces?[-+_.])|[-_.]noreply$/i;

// Reports about our email come first, since they carry every other machine's sign as well; then loops, then what was sent by
// machines, told apart from the most to the least certain.
const rules: readonly Rule[] = [
  { rule: "B4", is: "complaint", sign: part("message/feedback-report") },
  { rule: "B4", is: "complaint", sign: headerMatching("content-type", /report-type\s*=\s*"?feedback-report/i) },
  {
    rule: "B4",
    is: "complaint",
    sign: withEvidence(
      subject(/^\s*(?:complaint about message from|(?:e-?mail )?(?:abuse|spam|feedback) (?:report|complaint))/i),
    ),
  },
  {
    rule: "B4",
    is: "complaint",
    sign: text(/^\s*this is an? (?:e-?mail )?(?:abuse|spam|feedback)(?:[ -]loop)? (?:report|complaint)/i),
  },
  {
    rule: "L6",
    is: "complaint",
    sign: localPart(/^(?:abuse|fbl|arf|scomp|feedback[-_.]?loop|spam[-_.]?(?:report|complaint)s?)(?:[-_.+].*)?$/i),
  },
  { rule: "L8", is: "loop", sign: ({ isOurs }) => (isOurs ? "our own signed header" : undefined) },
  { rule: "L7", is: "own", sign: ({ mail, isOwn }) => (senders(mail).some(isOwn) ? "own sender address" : undefined) },
  { rule: "L5", is: "bounce", sign: failing(part("message/delivery-status", "message/global-delivery-status")) },
  { rule: "L5", is: "bounce", sign: failing(headerMatching("content-type", /report-type\s*=\s*"?delivery-status/i)) },
  { rule: "L5", is: "bounce", sign: header("x-failed-recipients") },
  { rule: "L6", is: "bounce", sign: failing(localPart(daemon)) },
  { rule: "L6", is: "bounce", sign: failing(localPart(machine)) },
  { rule: "L6", is: "bounce", sign: failing(({ mail }) => mail.from.find(({ name }) => daemonName.test(name))?.name) },
  { rule: "L3", is: "bounce", sign: failing(emptyEnvelope) },
  { rule: "L5", is: "bounce", sign: failing(({ onlyQuotes }) => (onlyQuotes ? "a bare forward of one" : undefined)) },
  { rule: "L5", is: "vacation", sign: headerMatching("x-apple-action", /vacation/i) },
  {
    rule: "L1",
    is: "vacation",
    sign: headerMatching("auto-submitted", /auto-replied\b.*\b(?:vacation|out.of.office)/i),
  },
  {
    rule: "L5",
    is: "vacation",
    sign: automaticTitle,
  },
  { rule: "L1", is: "auto-reply", sign: autoSubmitted },
  { rule: "L5", is: "vacation", sign: header("x-vacation") },
  { rule: "L5", is: "auto-reply", sign: namedForIt },
  { rule: "L5", is: "auto-reply", sign: headerMatching("x-autogenerated", /^\s*(?:reply|yes|true)/i) },
  { rule: "L5", is: "auto-reply", sign: headerMatching("x-post-messageclass", /autoresponder/i) },
  { rule: "L5", is: "auto-reply", sign: headerMatching("x-mailer", /\b(?:vacation|auto-?(?:respond|reply))/i) },
  { rule: "L5", is: "auto-reply", sign: headerMatching("x-ms-exchange-generated-message-source", /rules agent/i) },
  { rule: "L5", is: "auto-reply", sign: headerMatching("delivered-to", /^\s*autoresponder\s*$/i) },
  { rule: "L5", is: "auto-reply", sign: headerMatching("preference", /^\s*auto[-_]?reply/i) },
  { rule: "L2", is: "auto-reply", sign: headerMatching("precedence", /^\s*auto[-_]?reply/i) },
  { rule: "L2", is: "auto-reply", sign: headerMatching("x-precedence", /^\s*auto[-_]?reply/i) },
  { rule: "L2", is: "list", sign: header("list-id") },
  { rule: "L2", is: "list", sign: header("list-unsubscribe") },
  { rule: "L2", is: "list", sign: header("list-post") },
  { rule: "L2", is: "list", sign: header("x-mailing-list") },
  { rule: "L2", is: "list", sign: headerMatching("precedence", /^\s*(?:bulk|list|junk)\b/i) },
  { rule: "L2", is: "list", sign: headerMatching("x-precedence", /^\s*(?:bulk|list|junk)\b/i) },
  { rule: "L6", is: "list", sign: localPart(/^owner-|-(?:request|owner|bounces)$/i) },
  { rule: "L5", is: "loop", sign: header("x-loop") },
  { rule: "L5", is: "loop", sign: header("x-otrs-loop") },
  { rule: "L5", is: "system", sign: header("x-autogenerated") },
  { rule: "L5", is: "system", sign: header("x-fc-machinegenerated") },
  { rule: "L5", is: "system", sign: header("x-cron-env") },
  { rule: "L5", is: "system", sign: header("x-amavis-alert") },
  {
    rule: "L5",
    is: "system",
    sign: part(
      "multipart/report",
      "message/delivery-status",
      "message/disposition-notification",
      "message/global-delivery-status",
    ),
  },
  { rule: "L3", is: "system", sign: emptyEnvelope },
  { rule: "L6", is: "system", sign: localPart(daemon) },
  {
    rule: "L6",
    is: "system",
    sign: localPart(machine),
  },
  { rule: "L5", is: "auto-reply", sign: ({ words }) => (saysItIsAutomatic(words) ? "its own words" : undefined) },
  { rule: "L5", is: "vacation", sign: ({ words }) => (saysAway(words) ? "its own words" : undefined) },
  {
    rule: "L5",
    is: "vacation",
    sign: ({ mail, words }) =>
      perhapsAway.test(mail.subject) && tellsOfAbsence(words) ? "subject and words" : undefined,
  },
];

/** Who or what wrote this email: the first rule that finds its sign; a person when none does. */
export function classify(suspect: Suspect): Classified {
  for (const { rule, is, sign } of rules) {
    const found = sign(suspect);
    if (found !== undefined) return { senderClass: is, reason: `${rule}: ${found}` };
  }
  return { senderClass: "person", reason: "no sign of a machine" };
}

/** An automatic reply's title, unless somebody answers one and speaks of it. */
function automaticTitle({ mail, words }: Suspect): string | undefined {
  const answers = /\b(?:your|ihre|deine|votre|tu|su|vostra|sua|uw) auto/i.test(words) && words.includes("?");
  return autoReplySubject.test(mail.subject) && !answers ? "subject" : undefined;
}

const automaticName = /^x-(?:[\w-]{1,30}-)?(?:auto-?(?:repl|respon|answer|submitted)|out-?of-?office)[\w-]{0,30}$/;

/** `X-Autoreply`, `X-Autorespond`, `X-Mail-Autoreply` and their like, whatever they say but no. `-Suppress` (L4) asks, and says nothing. */
function namedForIt({ mail }: Suspect): string | undefined {
  const found = mail.headers.find(
    ({ key, value }) => automaticName.test(key) && !key.endsWith("-suppress") && !/^\s*(?:no|false|0)\s*$/i.test(value),
  );
  return found === undefined ? undefined : `${found.key}: ${found.value.slice(0, 80)}`;
}

function autoSubmitted({ mail }: Suspect): string | undefined {
  const value = headerValues(mail, "auto-submitted")
    .map(token)
    .find((text) => text !== "no" && text !== "");
  return value === undefined ? undefined : `auto-submitted: ${value.slice(0, 80)}`;
}

const senders = (mail: ParsedMail): string[] =>
  [...mail.from, ...mail.sender, ...mail.replyTo].map(({ address }) => address);
