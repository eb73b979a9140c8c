import { inflateSync } from "node:zlib";
import { nowMs } from "../platform/clock.ts";

// Bills and forms have some pages; what lies behind is for a person.
const mostPages = 30;
const longestMs = 3000;
const mostStreams = 5000;
/** Bytes that all streams may unfold to: a thousand pages of text. */
const mostUnfolded = 60_000_000;
/** Files whose streams cannot be weighed beforehand are read only when they are small. */
const smallBytes = 300_000;

/** The text of a PDF's first pages, at most `longest` characters; undefined for what has none, is locked, broken or a trap. */
export async function pdfText(bytes: Uint8Array, longest: number): Promise<string | undefined> {
  if (isTrap(bytes)) return undefined;
  const { getDocumentProxy } = await import("unpdf");
  const until = nowMs() + longestMs;
  // The parser takes the bytes away from whoever holds them.
  const pdf = await withinTime(getDocumentProxy(new Uint8Array(bytes), { disableFontFace: true, verbosity: 0 }), until);
  try {
    let text = "";
    for (let page = 1; page <= Math.min(pdf.numPages, mostPages) && text.length < longest; page++) {
      const { items } = await withinTime(
        pdf.getPage(page).then((each) => each.getTextContent()),
        until,
      );
      text += `${items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("")}\n`;
    }
    return text;
  } finally {
    await pdf.loadingTask.destroy();
  }
}

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
