import { domainToUnicode } from "node:url";
import type { Mailbox, SenderProof } from "../contracts/email.ts";
import type { MailReceipt } from "../contracts/mail-receipt.ts";
import type { Reason } from "../contracts/outcome.ts";
import { comparable, domainOf } from "../platform/addresses.ts";
import { headerValue, headerValues, longestValue, type ParsedMail } from "./parsed-mail.ts";

/** The verdicts of our own receiver, and nothing that an email says about itself (D1). */
export function proofOf({ receipt }: MailReceipt): SenderProof {
  return {
    spf: receipt.spfVerdict.status,
    dkim: receipt.dkimVerdict.status,
    dmarc: receipt.dmarcVerdict.status,
    ...(receipt.dmarcPolicy !== undefined && { dmarcPolicy: receipt.dmarcPolicy }),
    spam: receipt.spamVerdict.status,
    virus: receipt.virusVerdict.status,
    ...(receipt.arcVerdict !== undefined && { arc: receipt.arcVerdict }),
  };
}

/** For a message that no mail server brought: it proves nothing about its sender (general information only). */
export const noProof: SenderProof = {
  ...{ spf: "DISABLED", dkim: "DISABLED", dmarc: "DISABLED", spam: "DISABLED", virus: "DISABLED" },
};

/** D3: what is not even looked at. */
export function quarantineReason({ spam, virus }: SenderProof): Reason | undefined {
  if (virus === "FAIL") return "virus";
  return spam === "FAIL" ? "spam" : undefined;
}

interface Doubt {
  readonly rule: string;
  readonly reason: Reason;
  readonly holds: (mail: ParsedMail, proof: SenderProof) => boolean;
}

/** One row per reason why code, not a model, keeps an email from an automatic reply. */
const doubts: readonly Doubt[] = [
  {
    rule: "D2",
    reason: "sender-failed",
    holds: (_, { dmarc, dmarcPolicy }) => dmarc === "FAIL" && dmarcPolicy !== undefined && dmarcPolicy !== "none",
  },
  {
    rule: "D2",
    reason: "sender-not-proven",
    holds: (_, { dmarc, dmarcPolicy }) => dmarc === "FAIL" && (dmarcPolicy ?? "none") === "none",
  },
  { rule: "D5", reason: "sender-unclear", holds: (mail) => !hasOneSender(mail) },
  { rule: "D4", reason: "sender-disguised", holds: (mail) => mail.foldedFrom || mail.from.some(isDisguised) },
  {
    rule: "L4",
    reason: "no-automatic-reply",
    holds: (mail) =>
      /\b(?:all|autoreply|oof)\b/i.test((headerValue(mail, "x-auto-response-suppress") ?? "").slice(0, longestValue)),
  },
];

/** Whoever these are about has not been proven to be anybody. */
const unproving: readonly Reason[] = ["sender-unclear", "sender-disguised"];

export function doubtsAbout(mail: ParsedMail, proof: SenderProof): Reason[] {
  const found = doubts.filter(({ holds }) => holds(mail, proof)).map(({ reason }) => reason);
  return found.some((reason) => unproving.includes(reason)) ? [...found, "sender-not-proven"] : found;
}

/** D5: one From header with one address, no group, no null byte. */
function hasOneSender(mail: ParsedMail): boolean {
  const values = headerValues(mail, "from");
  const [value, ...more] = values;
  if (value === undefined || more.length > 0 || mail.from.length !== 1) return false;
  if (value.includes("\0") || isGroup(value)) return false;
  return comparable(mail.from[0]?.address ?? "") !== undefined;
}

/** `Team: a@example.com;` outside quotes and angle brackets. */
const isGroup = (value: string): boolean =>
  /^[^"<>@]*:[^:]*;?\s*$/.test(value.replace(/"(?:[^"\\]|\\.)*"|\([^()]*\)/g, ""));

/** D4: a name that is itself an address of another domain, or a domain that mixes look-alike scripts. */
function isDisguised({ name, address }: Mailbox): boolean {
  const named = /[^\s@<>"']+@([^\s@<>"']+\.[^\s@<>"']+)/.exec(name)?.[1];
  const domain = domainOf(address);
  if (named !== undefined && comparable(`x@${named}`) !== comparable(`x@${domain}`)) return true;
  return domain.split(".").some((label) => label.startsWith("xn--") && mixesScripts(domainToUnicode(label)));
}

const mixesScripts = (label: string): boolean =>
  [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter((script) => script.test(label)).length >
    1 ||
  // Cyrillic that is made of Latin look-alikes alone.
  /^[асеорхуіѕјԁһԛԝӏѵү-]+$/.test(label);
