import { comparable } from "../platform/addresses.ts";
import type { ReportedRecipient } from "./delivery-report.ts";
import { isGone, statusIn } from "./delivery-status.ts";
import { headerValue, type ParsedMail } from "./parsed-mail.ts";
import { bounceSubject, daemonName, reportBefore, saysDelayed, saysFailed } from "./report-words.ts";
import { sesNotice } from "./ses-notice.ts";

// Reports of mail servers that never heard of RFC 3464: qmail, Exim, old Exchange and many others say it in prose.

const daemon = /^(?:mailer[-_]?daemon|postmaster|mail-?daemon|mdaemon)(?:@|$)/i;

export function reportInText(mail: ParsedMail, text: string): ReportedRecipient[] {
  const notice = sesNotice(text);
  if (notice.length > 0) return notice;
  const failed = headerValue(mail, "x-failed-recipients");
  const fromDaemon = mail.from.some(({ address, name }) => daemon.test(address) || daemonName.test(name));
  if (failed === undefined && !fromDaemon && !bounceSubject.test(mail.subject)) return [];
  const report = reportBefore(text);
  const late = saysDelayed.test(report);
  const titled = fromDaemon && bounceSubject.test(mail.subject) && !titleOfSuccess.test(mail.subject);
  const tells = titled && (statusIn(report) !== undefined || addressesIn(report, mail).length > 0);
  if (failed === undefined && !late && !tells && !saysFailed.test(report)) return [];
  const named = failed?.split(",").flatMap((entry) => comparable(entry) ?? []) ?? [];
  const found = named.length > 0 ? [...new Set(named)] : addressesIn(report, mail);
  if (found.length === 0) return [recipient(undefined, report, late)];
  return found.map((address) => recipient(address, found.length === 1 ? report : wordsAbout(address, report), late));
}

/** A mail server says under such a title that all went well. */
const titleOfSuccess = /success|relayed|\bdelivered\b(?<!not delivered|be delivered)|erfolgreich|réussi|correctamente/i;

function recipient(address: string | undefined, words: string, late: boolean): ReportedRecipient {
  const status = statusIn(words);
  const delayed = late && status?.startsWith("5") !== true;
  return { address, action: delayed ? "delayed" : "failed", status, hard: !delayed && isGone(status, words) };
}

const address = String.raw`<?"?([^\s<>@:;,"'()[\]：；，。、（）【】「」]{1,100}@[^\s<>@:;,"'()[\]：；，。、（）【】「」]{1,200})"?>?`;

/** Where a report names whom it is about, the surest way first: at a line's begin, after a phrase, in the SMTP dialogue. */
const places: readonly RegExp[] = [
  new RegExp(String.raw`^[ \t]*(?:>{2,}|[*•|-])?[ \t]*${address}(?=[\s:,[(]|\.{1,3}(?:\s|$)|$)`, "gim"),
  new RegExp(
    String.raw`(?:recipient(?: address)?|addressed to|unknown (?:user|recipient)|user unknown|no such user|deliver(?:ed)?(?: (?:your )?(?:message|mail|it))? to|undeliverable to|returned from|could not reach)[ \t:]*${address}(?=[\s:,.;)\]]|$)`,
    "gi",
  ),
  new RegExp(String.raw`rcpt to[ \t]*:[ \t]*${address}(?=\s|$)`, "gi"),
  new RegExp(String.raw`\b5\d\d[ -][^\r\n]{0,80}?${address}(?=[\s.,:;]|$)`, "gim"),
  new RegExp(String.raw`rfc822;[ \t]*${address}(?=\s|$)`, "gi"),
];

const mostRecipients = 50;

function addressesIn(report: string, mail: ParsedMail): string[] {
  for (const place of places) {
    const found = [...report.matchAll(place)].flatMap(([, text]) => comparable((text ?? "").replace(/\.+$/, "")) ?? []);
    if (found.length > 0) return [...new Set(found)].slice(0, mostRecipients);
  }
  return firstStranger(report, mail);
}

/** The first address that is neither ours, nor the reporter's, nor one to complain to. */
function firstStranger(report: string, mail: ParsedMail): string[] {
  const known = new Set([...mail.from, ...mail.to].map(({ address: each }) => each));
  const shown = report.replace(/^[ \t>]*(?:from|sender|reply-to)[ \t]*:.*$/gim, "");
  for (const [, text] of shown.matchAll(new RegExp(address, "g"))) {
    const found = comparable((text ?? "").replace(/^.*:|\.+$/g, ""));
    if (found !== undefined && !known.has(found) && !contact.test(found)) return [found];
  }
  return [];
}

const contact = /^(?:postmaster|mailer-daemon|abuse|support|help(?:desk)?|admin(?:istrator)?|security)@/;

/** What stands from each line that names the address to the next that names another, or to an empty line. */
function wordsAbout(about: string, report: string): string {
  const lines = report.split(/\r?\n/);
  const words: string[] = [];
  let theirs = false;
  for (const line of lines) {
    const names = line.toLowerCase().includes(about);
    if (names || line.includes("@") || /^[ \t]*$/.test(line)) theirs = names;
    if (theirs) words.push(line);
  }
  return words.join("\n");
}
