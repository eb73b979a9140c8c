import type { Email } from "../../contracts/email.ts";

const goesOn = /^\s*(?:re|aw|fwd?|wg|antw|sv|tr|rif)\s*(?:\[\d+\])?\s*:/i;
const longest = 200;

/** What the newest email is about by its own subject; none where the subject is an older email's: people ask anew under it. */
export function ownSubject(emails: readonly Pick<Email, "subject">[]): string {
  const subject = emails.at(-1)?.subject ?? "";
  return goesOn.test(subject) ? "" : subject.slice(0, longest).trim();
}
