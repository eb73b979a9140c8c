import type { DeliveryNews } from "../platform/delivery-news.ts";
import type { Dissected } from "./dissect.ts";
import { asksForSilence, complainantsIn, feedbackTypeOf } from "./feedback-report.ts";
import { messageIds } from "./parse-mail.ts";
import type { Part } from "./parsed-mail.ts";

/** What a report brings of the email it is about. */
export interface Trace {
  /** Values of a header of that email. */
  readonly original: (key: string) => readonly string[];
  readonly messageIds: readonly string[];
  /** Whether the address that the report was sent to may say which reply it is about. */
  readonly byAddress: boolean;
}

interface Told {
  readonly news: DeliveryNews;
  readonly trace: Trace;
}

/** What a report says: one item per recipient of a bounce, one per part of a complaint (B4). None for other emails. */
export function newsIn({ mail, report, classified }: Dissected): Told[] {
  const { senderClass } = classified;
  const sections = feedbackSections(mail.parts);
  if (sections.length > 0 || senderClass === "complaint") {
    const all = sections.length > 0 ? sections : [mail.parts];
    return all.flatMap((section) => {
      const type = feedbackTypeOf({ parts: section }, senderClass) ?? "abuse";
      const trace = traceOf(section, mail.parts, report);
      return complainantsIn(section).map((about) => ({ news: complaintOf(type, about), trace }));
    });
  }
  if (report === undefined) return [];
  const trace = { original: report.original, messageIds: report.originalIds, byAddress: true };
  // Some servers name a recipient twice.
  const heard = new Map(
    report.recipients.map(({ address, action, status }, nth) => {
      const news = { ...fateOf(action, status), about: address };
      return [`${address ?? nth} ${news.kind}`, news];
    }),
  );
  return [...heard.values()].map((news) => ({ news, trace }));
}

const complaintOf = (type: string, about: string | undefined): DeliveryNews => ({
  ...{ kind: "complaint", silence: asksForSilence(type), detail: type, about },
});

/** B1: `failed` with 5.x.x is final; anything later or unclear is only noted. */
function fateOf(action: string, status: string | undefined): DeliveryNews {
  const permanent = action === "failed" && status?.startsWith("4") !== true;
  const kind = permanent ? "bounce" : action === "failed" || action === "delayed" ? "delay" : "delivered";
  return { kind, silence: permanent, detail: status ?? action };
}

/** The parts of each complaint where an email brings several: a feedback report, and what follows up to the next. */
function feedbackSections(parts: readonly Part[]): (readonly Part[])[] {
  const starts = parts.flatMap(({ type }, at) => (type === "message/feedback-report" ? [at] : []));
  return starts.length === 1 ? [parts] : starts.map((start, nth) => parts.slice(start, starts[nth + 1]));
}

/** A section that brings its own original is about that one alone; the others are about what the whole report is about. */
function traceOf(section: readonly Part[], whole: readonly Part[], report: Dissected["report"]): Trace {
  const own = section.length < whole.length && section.some(isOriginal);
  if (!own && report !== undefined) {
    return { original: report.original, messageIds: report.originalIds, byAddress: true };
  }
  const original = headersIn((own ? section : whole).filter(isOriginal));
  return { original, messageIds: messageIds(original("message-id").join(" ")), byAddress: !own };
}

const isOriginal = ({ type }: Part): boolean => type === "message/rfc822" || type === "text/rfc822-headers";

/** Header values of the emails that a complaint brings along. */
function headersIn(parts: readonly Part[]): Trace["original"] {
  const text = parts.map(({ bytes }) => Buffer.from(bytes.subarray(0, 50_000)).toString()).join("\n");
  return (key) =>
    [...text.matchAll(new RegExp(`^${key}[ \\t]*:[ \\t]*(.*(?:\\r?\\n[ \\t]+.*)*)`, "gim"))].map(([, value]) =>
      (value ?? "").replace(/\r?\n[ \t]+/g, " ").trim(),
    );
}
