import type { Email } from "../contracts/email.ts";
import type { EmailText } from "./tasks.ts";

/** What models get of an email: subject and own words. Never quotes, hidden text, headers, names or addresses (P7, P8). */
export const emailText = ({ subject, words }: Pick<Email, "subject" | "words">): EmailText => ({ subject, words });
