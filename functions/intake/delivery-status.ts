import { meansNothing, plainlyGone, saysGone, saysOther } from "./gone-words.ts";

/**
 * An RFC 3463 code; of several the first that says something: `5.0.0` and `5.1.0` do not, and `4.4.7` says only that time ran
 * out, where the server's own words often say over what.
 */
export function statusIn(...texts: readonly (string | undefined)[]): string | undefined {
  const found = texts.flatMap((text) =>
    [...(text ?? "").matchAll(/(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/g)].map(([code]) => code),
  );
  const telling = found.filter((code) => !code.endsWith(".0"));
  return telling.find((code) => !code.endsWith(".4.7")) ?? telling[0] ?? found[0];
}

const gone = ["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.4.310", "5.7.17"];
/** Codes under which servers report a mailbox that is gone as well as other things: there their words decide. */
const ambiguous = [
  "5.1.0",
  "5.0.0",
  "5.2.0",
  "5.4.1",
  "5.5.0",
  "5.3.0",
  "5.4.4",
  "5.5.1",
  "5.1.351",
  "5.0.350",
  undefined,
];

/** Some servers say that a mailbox is full, or that they refuse the sender, under the code for one that is gone. */
const saysFull = /quota|mailbox (?:is )?full|over.?limit|\bspam\b|black ?list|relaying denied|unable to relay/i;

/** A disabled mailbox is soft, unless the server refused the recipient as such. */
const refusesRecipient = /in\s+reply\s+to\s+RCPT\s+TO|does not like recipient/i;

/** Whether a failure says that the mailbox is gone or never was. */
export function isGone(status: string | undefined, words: string): boolean {
  if (status !== undefined && gone.includes(status)) return saysGone.test(words) || !saysFull.test(words);
  // A host called `relay.example` says nothing about relaying.
  const said = words.replace(/\S*@\S*|\b[\w-]+(?:\.[\w-]+)+\b/g, " ").replace(/\s+/g, " ");
  if (saysOther.test(said.replace(meansNothing, " "))) return false;
  if (status === "5.7.1") return plainlyGone.test(said);
  if (!ambiguous.includes(status) && !(status === "5.2.1" && refusesRecipient.test(words))) return false;
  return saysGone.test(said);
}
