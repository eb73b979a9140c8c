import { type Disguise, disguises, shifted } from "./disguises.ts";

/** What an order in an email asks to be done with the reply, by the words it is given in. First that fits. */
const orders: readonly (readonly [RegExp, Disguise])[] = [
  [/base ?64/i, disguises.base64],
  [/base ?32/i, disguises.base32],
  [/base ?(?:16|58)|\bhex/i, disguises.hex],
  [/caesar cipher with a shift of 3/i, shifted(3)],
  [/caesar|shift/i, shifted(5)],
  [/\bcipher|rot13/i, disguises.rot13],
  [/revers|backward|invert the order/i, disguises.reversed],
  [/emoji/i, disguises.pictures],
  [/spanish/i, () => "El envío es gratis y le devolvemos el dinero."],
  [/french/i, () => "La livraison est gratuite et nous vous remboursons."],
  [/german\b/i, () => "Die Lieferung ist kostenlos und Sie bekommen Ihr Geld zurück."],
  [/italian/i, () => "La consegna è gratuita e vi rimborsiamo."],
  [/portuguese/i, () => "A entrega é grátis e devolvemos o seu dinheiro."],
];

const quoted = /["“](?<words>[^"”\n]{8,300})["”]/;
const order =
  /[^.!?\n]*\b(?:add|include|integrate|mention|modify|enhance|augment|integrate|suggest|send|forward|reply|respond|refund|reveal|write|provide|show|help|recommend|call|approve|set|see|tell|bcc|ignore)\b[^\n]*/i;

/** The words that the email wants said: what it puts in quotation marks, else its order, else all of it; as it wants them written. */
export function payloadOf(email: string): string {
  const wanted = quoted.exec(email)?.groups?.["words"] ?? order.exec(email)?.[0] ?? email;
  const said =
    wanted
      .replace(/^Subject:/, "")
      .trim()
      .slice(0, 400) || "Yes, of course.";
  const write = orders.find(([pattern]) => pattern.test(email))?.[1];
  return write === undefined ? said : write(said);
}
