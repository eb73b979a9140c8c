import { fold } from "../models/text/words.ts";

const done =
  "cancel(?:l?ed)|refunded|reimbursed|chang(?:ed)|updated|corrected|replaced|reshipped|resent|requested|credited|issued|booked|arranged|forwarded|passed on|reported|escalated|reserved|deleted|unsubscribed|transferred|processed|storniert|erstattet|geandert|aktualisiert|ersetzt|beantragt|gutgeschrieben|veranlasst|weitergeleitet|weitergegeben|gemeldet|reserviert|geloscht|abgemeldet|uberwiesen|verschickt";

/** `We have cancelled your order`, `Your refund has been issued`, `Ich habe Ihre Adresse geändert`. */
const claims = [
  `\\b(?:i|we)(?:'ve| have| had)? (?:now |just |already |also )*(?:${done})\\b`,
  `\\b(?:has|have|was|were) (?:now |just |already |also )*been (?:\\w+ly )?(?:${done})\\b`,
  `\\byour (?:\\w+ ){1,4}(?:was|were) (?:now |just |already |also )*(?:${done})\\b`,
  `\\b(?:habe|haben) (?:\\S+ ){0,8}(?:${done})\\b`,
  `\\bwurden? (?:\\S+ ){0,8}(?:${done})\\b`,
].map((pattern) => new RegExp(pattern));

/**
 * What is wrong with a sentence that tells the customer of something done. A draft is written before anything is: only a
 * receipt may say so, and outbound tells those itself. What stands word for word in a passage is the passage's to say.
 */
export function claimsWithoutReceipt(text: string, source: string): string[] {
  const said = fold(text).trim();
  if (fold(source).includes(said)) return [];
  return claims.some((pattern) => pattern.test(said))
    ? ["says that something was done, and has no receipt for it."]
    : [];
}
