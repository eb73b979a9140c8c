import { inflateSync } from "node:zlib";
import { nowMs } from "./clock.ts";

// Bills, forms and articles have some pages; what lies behind is for a person.
const mostPages = 30;
const longestMs = 3000;
const mostStreams = 5000;
/** Bytes that all streams may unfold to: a thousand pages of text. */
const mostUnfolded = 60_000_000;
/** Files whose streams cannot be weighed beforehand are read only when they are small. */
const smallBytes = 300_000;

export interface PdfLine {
  readonly text: string;
  /** Height of its largest letters, in points; 0 for an empty line. */
  readonly size: number;
  /** Place on its page, in points from below. */
  readonly y: number;
  readonly page: number;
}

export interface PdfText {
  readonly lines: readonly PdfLine[];
  /** What the file says of itself: `Title`, `Keywords`, `Language`… */
  readonly about: Readonly<Record<string, string>>;
}

/** The lines of a PDF's first pages, of about `longest` characters; undefined for what is a trap. Throws for what is locked, broken or slow. */
export async function pdfLines(bytes: Uint8Array, longest: number): Promise<PdfText | undefined> {
  if (isTrap(bytes)) return undefined;
  const { getDocumentProxy } = await import("unpdf");
  const until = nowMs() + longestMs;
  // The parser takes the bytes away from whoever holds them.
  const pdf = await withinTime(getDocumentProxy(new Uint8Array(bytes), { disableFontFace: true, verbosity: 0 }), until);
  try {
    const { info } = await withinTime(pdf.getMetadata(), until);
    const lines: PdfLine[] = [];
    let length = 0;
    for (let page = 1; page <= Math.min(pdf.numPages, mostPages) && length < longest; page++) {
      const { items } = await withinTime(
        pdf.getPage(page).then((each) => each.getTextContent()),
        until,
      );
      const own = linesOf(items, page);
      length += own.reduce((sum, { text }) => sum + text.length + 1, 0);
      lines.push(...own);
    }
    return { lines, about: textsOf(info) };
  } finally {
    await pdf.loadingTask.destroy();
  }
}

interface Words {
  readonly str: string;
  readonly hasEOL: boolean;
  readonly height: number;
  /** A matrix of six numbers, the last of them the height on the page. */
  readonly transform: readonly unknown[];
}

/** `items` also hold marks of the page's structure, which say nothing. */
function linesOf(items: readonly (Words | object)[], page: number): PdfLine[] {
  const lines: PdfLine[] = [];
  let [text, size, y] = ["", 0, 0];
  for (const item of items) {
    if (!("str" in item)) continue;
    const { str, hasEOL, height, transform } = item;
    if (str.trim() !== "") [size, y] = [Math.max(size, height), Number(transform[5] ?? y)];
    text += str;
    if (!hasEOL) continue;
    lines.push({ text, size, y, page });
    [text, size] = ["", 0];
  }
  return text === "" ? lines : [...lines, { text, size, y, page }];
}

const textsOf = (info: object): Record<string, string> =>
  Object.fromEntries(Object.entries(info).filter((entry): entry is [string, string] => typeof entry[1] === "string"));

async function withinTime<T>(work: Promise<T>, until: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The PDF takes too long to read")), Math.max(0, until - nowMs()));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether it would unfold to far more than it is. */
function isTrap(bytes: Uint8Array): boolean {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = file.toString("latin1");
  if (/\/FlateDecode\s*\/(?:Flate|LZW|RunLength)Decode|\/Fl\s*\/Fl\b/.test(text)) return true;
  if (bytes.byteLength > smallBytes && /\/(?:LZW|RunLength)Decode/.test(text)) return true;
  let left = mostUnfolded;
  let streams = 0;
  for (const { index, 0: mark } of text.matchAll(/\bstream\r?\n/g)) {
    left -= unfolded(file.subarray(index + mark.length), left);
    if (left <= 0 || ++streams > mostStreams) return true;
  }
  return false;
}

/** Bytes that a stream unfolds to; 0 for one that is not compressed that way, `most` for one that is too large. */
function unfolded(stream: Uint8Array, most: number): number {
  // RFC 1950: method 8, and a checksum of the first two bytes.
  const [method = 0, flags = 0] = stream;
  if ((method & 15) !== 8 || (method * 256 + flags) % 31 !== 0) return 0;
  try {
    return inflateSync(stream, { maxOutputLength: most }).byteLength;
  } catch (error) {
    return error instanceof RangeError ? most : 0;
  }
}
