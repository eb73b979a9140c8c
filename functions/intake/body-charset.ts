import { isAscii, isUtf8 } from "node:buffer";
import { namesUnknown } from "./charset-names.ts";
import { decoderFor, isPlatformCharset } from "./charsets.ts";
import { headerDecoder } from "./header-charset.ts";
import { bytesOf, fieldOf, type Leaf, leavesOf, paramOf } from "./mime-leaves.ts";

/** Labels that say nothing: missing, `us-ascii` over letters that it has not, or what some program made up. */
const saysNothing = /^(?:us-ascii|ascii|ansi_x3\.4.*|unknown.*|x-unknown|default|none|8bit|binary|x-user-defined|)$/i;

/** What programs name by habit. Their letters make no UTF-8 by chance: bytes that are UTF-8 are that. */
const western = /^(?:iso-8859-15?|latin-?1|windows-1252)$/i;

const named = /charset\s*=\s*"?'?([\w.:-]{1,40})/gi;

/**
 * Texts whose letters are not in the charset that their part names, said again in UTF-8: bytes that are UTF-8 are that,
 * others are what the email names elsewhere or what they look like. Also texts called base64 that are none.
 */
export function withReadableTexts(mail: string): string {
  if (!/[\x80-\xff]|=c3=[89ab]|charset\s*=\s*"?(?:'|us-ascii)|base64/i.test(mail) && !namesUnknown(mail, named))
    return mail;
  let said = mail;
  for (const leaf of leavesOf(mail).reverse()) {
    const text = isText(leaf) ? readable(leaf, mail) : undefined;
    if (text !== undefined) said = said.slice(0, leaf.start) + inUtf8(leaf, text) + said.slice(leaf.end);
  }
  return said;
}

const isText = ({ header }: Leaf): boolean => /^(?:text\b|$)/i.test(fieldOf(header, "content-type"));

/** Undefined when the part may stay as it is. */
function readable(leaf: Leaf, mail: string): string | undefined {
  const given = paramOf(fieldOf(leaf.header, "content-type"), "charset") ?? "";
  const label = given.replace(/^['"\s]+|['"\s]+$/g, "");
  const plain = isCalledBase64(leaf) && !looksLikeBase64(leaf.body);
  const bytes = plain ? Buffer.from(leaf.body, "latin1") : bytesOf(leaf);
  const decode = namesNone(label) ? undefined : decoderFor(label);
  if (isByHabit(label, bytes)) return bytes.toString("utf8");
  if (decode !== undefined) return plain || label !== given || !isPlatformCharset(label) ? decode(bytes) : undefined;
  if (!isUtf8(bytes)) return hasMoreThanBase64(leaf) ? undefined : headerDecoder(mail)(bytes);
  const isReadAsUtf8 = label === "" || utf8.test(label) || isAscii(bytes);
  return isReadAsUtf8 && !plain && label === given ? undefined : bytes.toString("utf8");
}

const utf8 = /^utf-?8$/i;
/** Whether the label leaves it to the bytes. */
const namesNone = (label: string): boolean => saysNothing.test(label) || utf8.test(label);
const isByHabit = (label: string, bytes: Buffer): boolean => western.test(label) && !isAscii(bytes) && isUtf8(bytes);

/** What stands behind base64 in its part is no letter of another charset. */
const hasMoreThanBase64 = (leaf: Leaf): boolean => isCalledBase64(leaf) && !/^[A-Za-z0-9+/\s]*[=\s]*$/.test(leaf.body);

const isCalledBase64 = ({ header }: Leaf): boolean => /^base64/i.test(fieldOf(header, "content-transfer-encoding"));

/** Its first line is one of base64; what a list adds below is none. */
const looksLikeBase64 = (body: string): boolean =>
  /^\s*(?:[A-Za-z0-9+/]+={0,2}[ \t]*(?:\r?\n|$)|$)/.test(body.slice(0, 2000));

function inUtf8({ header }: Leaf, text: string): string {
  const rest = header
    .replace(/^(?:content-transfer-encoding|content-type)[ \t]*:.*(?:\r?\n[ \t]+.*)*\r?\n?/gim, "")
    .trimEnd();
  const type = fieldOf(header, "content-type").replace(/;\s*charset\s*=\s*(?:"[^"]*"|[^\s;]+)/gi, "") || "text/plain";
  const lines =
    Buffer.from(text)
      .toString("base64")
      .match(/.{1,76}/g) ?? [];
  const own = `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64`;
  return `${rest === "" ? "" : `${rest}\r\n`}${own}\r\n\r\n${lines.join("\r\n")}`;
}
