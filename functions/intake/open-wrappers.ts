import PostalMime from "postal-mime";
import { bytesOf, fieldOf, type Leaf, leavesOf } from "./mime-leaves.ts";
import type { ParsedMail, Part } from "./parsed-mail.ts";
import { signedContent } from "./signed-content.ts";
import { unpackTnef } from "./tnef.ts";
import { takeUuencoded } from "./uuencode.ts";

type Content = Pick<ParsedMail, "text" | "html" | "parts" | "problems">;
type Read = (raw: Uint8Array) => Promise<Content>;

/**
 * What an email carries in wrappers that a MIME parser leaves closed: texts with a file name (shown, and a file as well),
 * winmail.dat, uuencoded files, an opaque S/MIME signature. What stays closed (encryption) is said to be unreadable.
 */
export async function openWrappers(mail: Content, raw: string, read: Read): Promise<Content> {
  const named = await namedTexts(raw, mail.parts);
  const unsigned = await unwrapSigned({ ...mail, parts: [...named.parts, ...named.texts] }, read);
  return withoutArmour(withUuencoded(withTnef(unsigned)));
}

const isCalendar = (type: string): boolean => /^(?:text\/calendar|application\/ics)\b/i.test(type);

/** Texts that have a file name, and calendars in their own bytes, which postal-mime rewrites. */
async function namedTexts(raw: string, parts: readonly Part[]): Promise<{ parts: readonly Part[]; texts: Part[] }> {
  if (!/name\*?\d*\*?\s*=/i.test(raw) && !parts.some(({ type }) => isCalendar(type))) return { parts, texts: [] };
  const leaves = leavesOf(raw);
  const texts = await Promise.all(leaves.filter(isNamedText).map((leaf) => asFile(leaf)));
  const calendars = await Promise.all(
    leaves.filter(({ header }) => isCalendar(fieldOf(header, "content-type"))).map((leaf) => asFile(leaf)),
  );
  const same = parts.filter(({ type }) => isCalendar(type)).length === calendars.length;
  let next = 0;
  return {
    texts,
    parts: parts.map((part) =>
      same && isCalendar(part.type) ? { ...part, bytes: calendars[next++]?.bytes ?? part.bytes } : part,
    ),
  };
}

function isNamedText({ header, within }: Leaf): boolean {
  const type = fieldOf(header, "content-type");
  const disposition = fieldOf(header, "content-disposition");
  const isText = type === "" || /^text\/(?:plain|html)\b/i.test(type);
  const name = /;\s*(?:file)?name\*?\d*\*?\s*=/i;
  return (
    isText &&
    within !== "" &&
    within !== "multipart/alternative" &&
    !/^attachment/i.test(disposition) &&
    (name.test(disposition) || (disposition === "" && name.test(type)))
  );
}

async function asFile(leaf: Leaf): Promise<Part> {
  const type = fieldOf(leaf.header, "content-type").split(";", 1).join("").toLowerCase();
  const asAttachment = leaf.header.replace(/^(content-disposition[ \t]*:[ \t]*)[\w-]+/im, "$1attachment");
  const disposed = asAttachment === leaf.header ? `${leaf.header}\r\nContent-Disposition: attachment` : asAttachment;
  const { attachments } = await PostalMime.parse(Buffer.from(`${disposed}\r\n\r\n`, "latin1"));
  return { name: attachments[0]?.filename ?? "", type: type === "" ? "text/plain" : type, bytes: bytesOf(leaf) };
}

const isSmime = ({ type, name }: Part): boolean => /pkcs7-mime$/i.test(type) || /\.p7m$/i.test(name);
const encrypted = ["application/pgp-encrypted"];

async function unwrapSigned(mail: Content, read: Read): Promise<Content> {
  const problems = [...mail.problems];
  if (mail.parts.some(({ type }) => encrypted.includes(type))) problems.push("unreadable-part");
  const wrapped = mail.parts.find(isSmime);
  if (wrapped === undefined) return { ...mail, problems };
  const inner = signedContent(wrapped.bytes);
  if (inner === undefined) return { ...mail, problems: [...problems, "unreadable-part"] };
  const opened = await read(inner);
  return {
    text: joined(mail.text, opened.text),
    html: joined(mail.html, opened.html),
    parts: [...mail.parts, ...opened.parts],
    problems: [...problems, ...opened.problems],
  };
}

function joined(one: string | undefined, other: string | undefined): string | undefined {
  const said = [one, other].filter((text) => text !== undefined && text.trim() !== "");
  return said.length === 0 ? one : said.join("\n");
}

const isTnef = ({ type, name }: Part): boolean => /ms-tnef$/i.test(type) || /^winmail\.dat$/i.test(name);

/** The files of a winmail.dat take its place; its text counts when the email has no other. */
function withTnef(mail: Content): Content {
  let { text, html } = mail;
  const parts = mail.parts.flatMap((part) => {
    const unpacked = isTnef(part) ? unpackTnef(part.bytes) : undefined;
    if (unpacked === undefined) return [part];
    const silent = (text ?? "").trim() === "" && (html ?? "").trim() === "";
    if (silent) ({ text, html } = unpacked);
    return unpacked.parts.length === 0 && !silent ? [part] : unpacked.parts;
  });
  return { ...mail, text, html, parts };
}

/** A part that came uuencoded, as old programs encode what is no text. */
function withoutUuencoding(part: Part): Part {
  const start = Buffer.from(part.bytes.subarray(0, 300)).toString("latin1");
  if (!/^\s*begin [0-7]{3,4} \S/.test(start)) return part;
  const { text, parts } = takeUuencoded(Buffer.from(part.bytes).toString("latin1"));
  const [file] = parts;
  return file === undefined || parts.length > 1 || text.trim() !== "" ? part : { ...part, bytes: file.bytes };
}

function withUuencoded(given: Content): Content {
  const mail = { ...given, parts: given.parts.map(withoutUuencoding) };
  if (mail.text === undefined || !/^begin(?:-base64)? [0-7]{3}/m.test(mail.text)) return mail;
  const { text, parts } = takeUuencoded(mail.text);
  return { ...mail, text, parts: [...mail.parts, ...parts] };
}

// Each may be searched to the end of the text.
const mostMarkers = 50;

/** PGP in the text itself: a signed one is read without its armour; an encrypted one cannot be. */
function withoutArmour(mail: Content): Content {
  const { text } = mail;
  if (text === undefined || !text.includes("-----BEGIN PGP ")) return mail;
  const tooMany = text.split("-----BEGIN PGP ", mostMarkers + 2).length > mostMarkers + 1;
  if (tooMany || /^-----BEGIN PGP MESSAGE-----/m.test(text))
    return { ...mail, problems: [...mail.problems, "unreadable-part"] };
  const bare = text
    .replace(/^-----BEGIN PGP SIGNED MESSAGE-----\r?\n(?:[\w-]+:.*\r?\n)*\r?\n/gm, "")
    .replace(/^-----BEGIN PGP SIGNATURE-----[\s\S]*?^-----END PGP SIGNATURE-----\r?\n?/gm, "")
    .replace(/^- (?=-)/gm, "");
  return { ...mail, text: bare };
}
