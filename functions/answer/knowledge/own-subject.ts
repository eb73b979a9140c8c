import type { Email } from "../../contracts/email.ts";

const goesOn = /^\s*(?:re|aw|fwd?|wg|antw|sv|tr|rif)\s*(?:\[\d+\])?\s*:/i;
const longest = 200;

/** What the newest email is about by its own subject; none where the subject is an older email's: people ask anew under it. */
export function ownSubject(emails: readonly Pick<Email, "subject">[]): string {
  const subject = emails.at(-1)?.subject ?? "";
  return goesOn.test(subject) ? "" : subject.slice(0, longest).trim();
}

/** What is known of emails beside their questions. */
export interface AboutEmail {
  /** What the customer put over the newest. */
  readonly subject: string;
  /** The customer's own words, all of them. */
  readonly words: string;
}

export const aboutEmails = (emails: readonly Pick<Email, "subject" | "words">[]): AboutEmail => ({
  subject: ownSubject(emails),
  words: emails.map(({ words }) => words).join("\n"),
});
