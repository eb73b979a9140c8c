// Where what a reader sees and what is taken for the customer's words may differ by more than honest emails do.

/** A short signature or advertisement is no longer. */
const mostCut = 12;

/** Whether more than a few of the words that a reader sees were taken for quotes, signatures and additions. */
export const losesWords = (seen: string, words: string): boolean =>
  seen.length - words.length > mostCut && countOf(seen) - countOf(words) > mostCut;

/** Name, role, firm, street, telephone, website, a line about the firm. */
const longestSignature = 8;
const from = /^(?:From|Von|De|Da|Van|Fra|Från|Od)\s?:.*?([^\s<>[\]"']+@[^\s<>[\]"']+)/u;
const furtherHeader =
  /^(?:Sent|Date|To|Cc|Subject|Gesendet|Datum|An|Betreff|Envoyé|À|Objet|Enviado|Para|Asunto)\s?:\s\S/u;

/**
 * The text above the first quotation of an email of ours: a whole header as Outlook writes it, naming our own address.
 * Whoever answers a thread from before our time has one. Without a marked signature of usual length, which stands above
 * it; all of the text when there is no such header.
 */
export function aboveOurEmail(text: string, isOwn: (address: string) => boolean): string {
  const lines = text.split("\n");
  const at = lines.findIndex((line, place) => {
    const address = from.exec(line)?.[1];
    if (address === undefined || !isOwn(address)) return false;
    return lines.slice(place + 1, place + 5).filter((next) => furtherHeader.test(next)).length >= 2;
  });
  if (at < 0) return text;
  const own = lines.slice(0, at);
  const sign = own.findLastIndex((line) => /^--\s?$/u.test(line));
  const signature = sign < 0 ? [] : own.slice(sign + 1).filter((line) => line.trim() !== "");
  return (sign >= 0 && signature.length <= longestSignature ? own.slice(0, sign) : own).join("\n");
}

const leastShared = 0.6;

/** Whether the HTML and the text of one email are not the same words, as far as both say something. */
export function saysOtherwise(text: string, html: string): boolean {
  const [one, other] = [new Set(wordsIn(text)), new Set(wordsIn(html))];
  if (one.size === 0 || other.size === 0) return false;
  const shared = [...one].filter((word) => other.has(word)).length;
  return shared / Math.max(one.size, other.size) < leastShared;
}

/** Whether a piece of text says nothing that another does not. */
export function repeats(piece: string, text: string): boolean {
  const said = new Set(wordsIn(text));
  return wordsIn(piece).every((word) => said.has(word));
}

const countOf = (text: string): number => wordsIn(text).length;

// Scripts that put no space between words are counted by letter; text made of HTML lists links and pictures in brackets.
const links =
  /\[(?:cid|image|https?):[^\]\s]{0,2000}[^\]]{0,200}\]|<?\bhttps?:\/\/[^\s<>]{1,4000}>?|<mailto:[^\s<>]{1,400}>/giu;
const word =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}])[\p{L}\p{M}\p{N}])+/gu;

const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;
// Looked at first: cheaper by far, and most emails have none.
const beyondLatin = /[\u0e00-\u{10ffff}]/u;
const spaced = /[\p{L}\p{M}\p{N}]+/gu;

function wordsIn(text: string): string[] {
  const plain = text.normalize("NFKC").toLowerCase().replace(links, " ");
  return plain.match(beyondLatin.test(plain) && spaceless.test(plain) ? word : spaced) ?? [];
}
