import { comparable } from "../platform/addresses.ts";
import type { ReportedRecipient } from "./delivery-report.ts";
import { isGone, statusIn } from "./delivery-status.ts";
import { headerValue, type ParsedMail } from "./parsed-mail.ts";

// Reports of mail servers that never heard of RFC 3464: qmail, Exim, old Exchange and many others say it in prose.

const bounceSubject =
  /undeliver|delivery (?:status|has failed|failure|problem|report|incomplete|error|failed)|returned (?:mail|to sender)|mail (?:delivery|failure)|failure notice|non remis|nicht zugestellt|unzustellbar|could not be delivered|message not delivered|devuelto|non recapitat/i;
const saysFailed =
  /could(?:n't| not) be delivered|undeliver(?:able|ed)|delivery (?:to the following|has failed|failed)|did not reach|permanent(?:ly)? (?:error|fatal|failure)|(?:un|not )able to deliver|was not delivered|recipients? (?:address )?rejected|user unknown|mailbox unavailable|following address(?:es)? (?:had|failed)|\b5\d\d[ -]\d?/i;
const daemon = /^(?:mailer-daemon|postmaster)(?:@|$)/i;

/** Where the report ends and the returned email begins. */
const copyBegins =
  /^[- ]*(?:below this line is a copy|(?:this is a )?copy of (?:your|the) message|original message|the (?:original )?message|unsent message|message headers?|transcript of session|your message reads|included is a copy|headers? of the (?:original|message)|the header of the)/im;

export function reportInText(mail: ParsedMail, text: string): ReportedRecipient[] {
  const failed = headerValue(mail, "x-failed-recipients");
  const fromDaemon = mail.from.some(
    ({ address, name }) => daemon.test(address) || /mail delivery|mailer-daemon/i.test(name),
  );
  const looksLikeOne =
    failed !== undefined || ((fromDaemon || bounceSubject.test(mail.subject)) && saysFailed.test(text));
  if (!looksLikeOne) return [];
  const named = failed?.split(",").flatMap((entry) => comparable(entry) ?? []) ?? [];
  const groups = named.length > 0 ? named.map((address) => ({ address, words: text })) : groupsIn(text);
  return groups.map(({ address, words }) => {
    const status = statusIn(words) ?? statusIn(text);
    return { address, action: "failed", status, hard: isGone(status, words) };
  });
}

/** Each line that begins with an address opens what is said about that recipient. */
function groupsIn(text: string): { address: string | undefined; words: string }[] {
  const report = text.slice(0, copyBegins.exec(text.slice(0, 10_000))?.index ?? 10_000);
  const begins = [
    ...report.matchAll(/^[ \t]*(?:<([^<>\s]{3,300})>|([^\s<>@:;,"]{1,100}@[^\s<>@:;,"]{1,200}))(?=[\s:,]|\.\s|$)/gm),
  ];
  const groups = begins.flatMap(([, bracketed, bare], at) => {
    const address = comparable(bracketed ?? bare ?? "");
    return address === undefined ? [] : [{ address, words: report.slice(begins[at]?.index, begins[at + 1]?.index) }];
  });
  const unique = groups.filter(({ address }, at) => groups.findIndex((group) => group.address === address) === at);
  return unique.length > 0 ? unique.slice(0, 50) : [{ address: undefined, words: text }];
}
