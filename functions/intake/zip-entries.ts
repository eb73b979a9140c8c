import { inflateRawSync } from "node:zlib";

// A ZIP file from its directory at the end (APPNOTE.TXT 6.3, sections 4.3.12 and 4.3.16), as far as office files use it:
// stored or deflated, not encrypted, not in several volumes, below 4 GB. What a bomb would unpack is cut off, not unpacked.

const endMark = 0x06054b50;
const entryMark = 0x02014b50;
const localMark = 0x04034b50;
const endSize = 22;
const longestComment = 65_535;
const mostEntries = 5000;
/** Bytes that one entry may unpack to; a document of a thousand pages has some 10 MB of XML, the first 20,000 characters of it are kept. */
const largestEntry = 4_000_000;

export interface ZipEntry {
  readonly name: string;
  /** Its bytes. Throws when they cannot be unpacked, or are more than four million. */
  read(): Buffer;
}

/** The entries of a ZIP by name; undefined when it is none, or one that says of itself that it cannot be read. */
export function zipEntries(file: Uint8Array): ReadonlyMap<string, ZipEntry> | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const end = directoryEnd(bytes);
  if (end === undefined) return undefined;
  const entries = new Map<string, ZipEntry>();
  let at = bytes.readUInt32LE(end + 16);
  const count = Math.min(bytes.readUInt16LE(end + 10), mostEntries);
  for (let nth = 0; nth < count; nth++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) break;
    const lengths = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const [nameLength = 0] = lengths;
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const header = at;
    entries.set(name, { name, read: () => unpacked(bytes, header) });
    at += 46 + lengths.reduce((all, length) => all + length, 0);
  }
  return entries;
}

function directoryEnd(bytes: Buffer): number | undefined {
  const first = Math.max(0, bytes.length - endSize - longestComment);
  for (let at = bytes.length - endSize; at >= first; at--) if (bytes.readUInt32LE(at) === endMark) return at;
  return undefined;
}

function unpacked(bytes: Buffer, header: number): Buffer {
  const [flags, method] = [bytes.readUInt16LE(header + 8), bytes.readUInt16LE(header + 10)];
  const size = bytes.readUInt32LE(header + 20);
  const local = bytes.readUInt32LE(header + 42);
  if ((flags & 1) === 1) throw new Error("The entry is encrypted");
  if (bytes.readUInt32LE(local) !== localMark) throw new Error("The entry is not where the directory says");
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.subarray(start, start + size);
  if (method === 0 && size <= largestEntry) return packed;
  if (method === 8) return inflateRawSync(packed, { maxOutputLength: largestEntry });
  throw new Error(`The entry is packed by method ${method}, or too large`);
}
