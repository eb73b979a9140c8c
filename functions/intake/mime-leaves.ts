import { longestParameters } from "./bounds.ts";

/** One part of an email that holds no further parts, as `latin1` text: one character, one byte. */
export interface Leaf {
  /** Its header lines, without the empty line behind them. */
  readonly header: string;
  readonly body: string;
  /** Where the leaf begins and ends in the email. */
  readonly start: number;
  readonly end: number;
  /** `multipart/…` of what it stands in; empty for an email that is one part. */
  readonly within: string;
}

const deepest = 60;
const mostLeaves = 1000;

/** The leaves of an email in their order, as far as its boundaries are what they say. Linear in size and depth. */
export function leavesOf(mail: string): Leaf[] {
  const leaves: Leaf[] = [];
  walk(mail, { start: 0, end: mail.length, within: "", depth: 0 }, leaves);
  return leaves;
}

interface Range {
  readonly start: number;
  readonly end: number;
  readonly within: string;
  readonly depth: number;
}

function walk(mail: string, { start, end, within, depth }: Range, leaves: Leaf[]): void {
  if (leaves.length >= mostLeaves) return;
  const gap = emptyLine(mail, start, end);
  const header = mail.slice(start, gap.start);
  const type = fieldOf(header, "content-type");
  const kind = /^\s*(multipart\/[\w.+-]+)/i.exec(type)?.[1]?.toLowerCase();
  const boundary = paramOf(type, "boundary");
  if (kind === undefined || boundary === undefined || depth >= deepest) {
    leaves.push({ header, body: mail.slice(gap.end, end), start, end, within });
    return;
  }
  for (const part of partsBetween(mail, boundary, gap.end, end))
    walk(mail, { ...part, within: kind, depth: depth + 1 }, leaves);
}

/** The empty line that ends a header; a part may begin with one. */
function emptyLine(mail: string, start: number, end: number): { start: number; end: number } {
  const first = /^\r?\n/.exec(mail.slice(start, start + 2));
  if (first !== null) return { start, end: start + first[0].length };
  const pattern = /\r?\n\r?\n/g;
  pattern.lastIndex = start;
  const found = pattern.exec(mail);
  return found === null || found.index >= end ? { start: end, end } : { start: found.index, end: pattern.lastIndex };
}

function partsBetween(mail: string, boundary: string, from: number, to: number): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  const mark = `--${boundary}`;
  let open: number | undefined;
  let at = mail.startsWith(mark, from) ? from : nextLine(mail, mark, from);
  while (at >= 0 && at < to) {
    if (open !== undefined) parts.push({ start: open, end: mail[at - 2] === "\r" ? at - 2 : Math.max(open, at - 1) });
    const line = mail.indexOf("\n", at);
    if (mail.startsWith("--", at + mark.length) || line < 0) return parts;
    open = line + 1;
    at = nextLine(mail, mark, line);
  }
  if (open !== undefined && open < to) parts.push({ start: open, end: to });
  return parts;
}

function nextLine(mail: string, mark: string, from: number): number {
  const at = mail.indexOf(`\n${mark}`, Math.max(0, from - 1));
  return at < 0 ? -1 : at + 1;
}

/** A header's value, unfolded; empty when it is not there. */
export function fieldOf(header: string, name: string): string {
  const found = new RegExp(`^${name}[ \\t]*:[ \\t]*(.*(?:\\r?\\n[ \\t]+.*)*)`, "im").exec(header);
  return (found?.[1] ?? "").replace(/\r?\n[ \t]+/g, " ").trim();
}

export function paramOf(value: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^\\s;]+))`, "i").exec(
    value.slice(0, longestParameters),
  );
  const given = found?.[1] ?? found?.[2];
  return given === "" ? undefined : given;
}

/** The leaf's bytes as they were before they were made fit for transport. */
export function bytesOf({ header, body }: Pick<Leaf, "header" | "body">): Buffer {
  const encoding = fieldOf(header, "content-transfer-encoding").toLowerCase();
  if (encoding.startsWith("base64")) return Buffer.from(body.replace(/[^A-Za-z0-9+/]/g, ""), "base64");
  if (!encoding.startsWith("quoted-printable")) return Buffer.from(body, "latin1");
  const text = body
    .replace(/=[ \t]*\r?\n/g, "")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}
