import { decodeWords } from "postal-mime";

export interface Header {
  readonly name: string;
  /** Unfolded, otherwise as sent. */
  readonly value: string;
}

/** Header and body of a raw email, split at the first empty line; an email may be all header. */
export function splitEmail(raw: Buffer): { head: Buffer; body: Buffer } {
  const end = raw.indexOf("\r\n\r\n");
  if (end === -1) return { head: raw, body: Buffer.alloc(0) };
  return { head: raw.subarray(0, end + 2), body: raw.subarray(end + 4) };
}

/** Headers in order; lines that are none are passed over. Bytes that are not UTF-8 are read as Latin-1. */
export function parseHeaders(head: Buffer): Header[] {
  const headers: Header[] = [];
  for (const line of textOf(head)
    .replaceAll(/\r\n(?=[ \t])/g, "")
    .split("\r\n")) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (/^[!-9;-~]+$/.test(name)) headers.push({ name, value: line.slice(colon + 1).trim() });
  }
  return headers;
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

/** First value of a header, encoded words decoded. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  const found = headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
  return found && decodeWords(found.value);
}

/** The addresses of a header, each as it stands there (`Name <address>`), split at the commas between them. */
export function addressesOf(headers: readonly Header[], name: string): string[] | undefined {
  const found = headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
  if (!found) return undefined;
  // Split first: an encoded word may hold a comma.
  return splitAddresses(found.value).map((address) => decodeWords(address));
}

function splitAddresses(value: string): string[] {
  const parts = value.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|\([^)]*\)|[^,"<(])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
