/** What a delivery status notification (RFC 3464) or an abuse report (RFC 5965) says. */
export type Report =
  | {
      readonly kind: "bounce";
      readonly type: "Permanent" | "Transient";
      /** In lower case; empty when it names nobody. */
      readonly recipients: readonly string[];
      readonly reply: string;
      readonly by: string;
    }
  | { readonly kind: "complaint"; readonly type: string; readonly recipients: readonly string[] };

/** Reads a report; undefined for everything else, and for news of a mere delay or of success. */
export function readReport(raw: Buffer): Report | undefined {
  const text = raw.toString("latin1").replaceAll(/\r\n(?=[ \t])/g, "");
  const abuse = fieldsIn(text, "Feedback-Type")[0];
  if (abuse !== undefined) {
    return { kind: "complaint", type: abuse, recipients: fieldsIn(text, "Original-Rcpt-To").map(bare) };
  }
  // The status part has one block for each recipient; the others of the email may have got it.
  const failed = text.split(/\r?\n\r?\n/).filter((block) => /^Action:\s*failed/im.test(block));
  const [first] = failed;
  if (first === undefined) return undefined;
  const status = fieldsIn(first, "Status")[0] ?? "";
  const diagnostic = (fieldsIn(first, "Diagnostic-Code")[0] ?? "").replace(/^smtp;\s*/i, "");
  return {
    kind: "bounce",
    type: status.startsWith("4") ? "Transient" : "Permanent",
    recipients: failed.flatMap((block) => fieldsIn(block, "Final-Recipient")).map(bare),
    reply: diagnostic === "" ? status : diagnostic,
    by: (fieldsIn(text, "Reporting-MTA")[0] ?? "unknown").replace(/^dns;\s*/i, ""),
  };
}

const fieldsIn = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*\\r?$`, "gim"))].map((found) => found[1] ?? "");

/** `rfc822; Kay@mail.example` or `<kay@mail.example>` → `kay@mail.example` */
const bare = (field: string): string =>
  field
    .replace(/^[\w-]+;\s*/, "")
    .replaceAll(/[<>]/g, "")
    .trim()
    .toLowerCase();
