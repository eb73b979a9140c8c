import { decoderFor, isPlatformCharset } from "./charsets.ts";
import { leavesOf } from "./mime-leaves.ts";

const encodedWord = /=\?([^?\s*]{1,40})(?:\*[^?\s]{0,20})?\?([bq])\?([^?\r\n]{0,2000})\?=/gi;

/** Words in headers, also of parts (file names), whose charset only we know, said again in UTF-8 (RFC 2047). */
export function withKnownWords(mail: string): string {
  if (!namesUnknown(mail, /=\?([\w.:-]{1,40})\?[bq]\?/gi)) return mail;
  const end = /\r?\n\r?\n/.exec(mail)?.index ?? mail.length;
  let said = mail;
  for (const { start, header } of leavesOf(mail).reverse())
    if (start > end) said = said.slice(0, start) + known(header) + said.slice(start + header.length);
  return known(said.slice(0, end)) + said.slice(end);
}

// An email that names more charsets than that is no person's.
const mostNames = 1000;

/** Whether a pattern's first group is somewhere a charset that the platform does not know under that name. */
export function namesUnknown(mail: string, pattern: RegExp): boolean {
  let names = 0;
  for (const [, label = ""] of mail.matchAll(pattern)) {
    if (!isPlatformCharset(label)) return true;
    if (++names === mostNames) return false;
  }
  return false;
}

const known = (header: string): string =>
  header.replace(encodedWord, (whole, label: string, encoding: string, text: string) => {
    const decode = isPlatformCharset(label) ? undefined : decoderFor(label);
    if (decode === undefined) return whole;
    const bytes = /b/i.test(encoding) ? Buffer.from(text, "base64") : fromQ(text);
    return `=?utf-8?B?${Buffer.from(decode(bytes)).toString("base64")}?=`;
  });

const fromQ = (text: string): Buffer =>
  Buffer.from(
    text
      .replaceAll("_", " ")
      .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
