import type { Json } from "../service.ts";

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#13;",
};

/** Text made safe inside an element. Characters that XML 1.0 cannot carry become U+FFFD. */
const escapeXml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters XML forbids.
  text.replace(/[&<>"'\r]/g, (mark) => escapes[mark] ?? mark).replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, "\ufffd");

/** `<name>value</name>`: objects nest, a list repeats its element, undefined is left out. */
export function element(name: string, value: XmlValue): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join("");
  if (typeof value === "object") return `<${name}>${elements(value)}</${name}>`;
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

export type XmlValue = Json | undefined | XmlValue[] | { [name: string]: XmlValue };

const elements = (members: { [name: string]: XmlValue }): string =>
  Object.entries(members)
    .map(([name, value]) => element(name, value))
    .join("");

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Texts of every `<name>` element, in order: enough for the small documents that S3 clients send. */
export function textsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</${name}>`, "g"))].map((found) =>
    unescapeXml(found[1] ?? ""),
  );
}

/** Insides of every `<name>` element that has no element of its own name within. */
export function blocksOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}(?:\\s[^>]*)?>(.*?)</${name}>`, "gs"))].map((found) => found[1] ?? "");
}

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, word?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return entities[word ?? ""] ?? whole;
  });
