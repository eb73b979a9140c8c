import type { Part } from "./parsed-mail.ts";

// Outlook's winmail.dat. https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxtnef

const signature = 0x22_3e_9f_78;
const attribute = { renderData: 0x9002, title: 0x8010, data: 0x800f, properties: 0x9005, message: 0x9003 } as const;
const property = { longName: 0x3707, mimeType: 0x370e, body: 0x1000, html: 0x1013 } as const;
const mostFiles = 100;

export interface Unpacked {
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly parts: readonly Part[];
}

interface Reading {
  readonly files: { name: string; type: string; bytes: Uint8Array }[];
  text?: string | undefined;
  html?: string | undefined;
}

/** What lies in a winmail.dat; undefined when it is none. One that is cut off gives what came before. */
export function unpackTnef(bytes: Uint8Array): Unpacked | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 6 || data.readUInt32LE(0) !== signature) return undefined;
  const reading: Reading = { files: [] };
  for (let at = 6; at + 9 <= data.length && reading.files.length < mostFiles; ) {
    const length = data.readUInt32LE(at + 5);
    readers.get(data.readUInt16LE(at + 1))?.(reading, data.subarray(at + 9, at + 9 + length));
    at += 9 + length + 2;
  }
  const { files, text, html } = reading;
  return { text, html, parts: files.filter((file) => file.bytes.length > 0) };
}

/** One row per attribute that says something; each speaks of the file begun last. */
const readers = new Map<number, (reading: Reading, value: Buffer) => void>([
  [attribute.renderData, ({ files }) => void files.push({ name: "", type: "", bytes: new Uint8Array() })],
  [
    attribute.title,
    ({ files }, value) => {
      const file = files.at(-1);
      if (file?.name === "") file.name = ansi(value);
    },
  ],
  [
    attribute.data,
    ({ files }, value) => {
      const file = files.at(-1);
      if (file !== undefined) file.bytes = value;
    },
  ],
  [
    attribute.properties,
    ({ files }, value) => {
      const found = propertiesOf(value);
      const file = files.at(-1);
      if (file === undefined) return;
      file.name = found.get(property.longName) ?? file.name;
      file.type = found.get(property.mimeType) ?? file.type;
    },
  ],
  [
    attribute.message,
    (reading, value) => {
      const found = propertiesOf(value);
      reading.text = found.get(property.body);
      reading.html = found.get(property.html);
    },
  ],
]);

const ansi = (bytes: Buffer): string => new TextDecoder("windows-1252").decode(bytes).replace(/\0.*$/s, "");

/** Sizes of MAPI values that have no length of their own; each takes a multiple of four bytes. */
const fixedSizes: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

/** The texts among MAPI properties, by property id; ends at the first that it does not understand. */
function propertiesOf(data: Buffer): Map<number, string> {
  const found = new Map<number, string>();
  try {
    readProperties(data, found);
  } catch (error) {
    // A property that reaches beyond the end: what came before stands.
    if (!(error instanceof RangeError)) throw error;
  }
  return found;
}

// 13 object, 30 ANSI text, 31 Unicode text, 258 bytes.
const texts = [13, 30, 31, 258];

function readProperties(data: Buffer, found: Map<number, string>): void {
  const count = data.readUInt32LE(0);
  let at = 4;
  for (let read = 0; read < count && at + 4 <= data.length; read++) {
    const type = data.readUInt16LE(at);
    const id = data.readUInt16LE(at + 2);
    at = id >= 0x8000 ? afterName(data, at + 4) : at + 4;
    const size = fixedSizes[type];
    if (size === undefined && !texts.includes(type & ~0x1000)) return;
    at = size === undefined ? readTexts(data, at, (bytes) => found.set(id, said(type, bytes))) : at + size;
  }
}

const said = (type: number, bytes: Buffer): string =>
  type === 31 ? bytes.toString("utf16le").replace(/\0.*$/s, "") : ansi(bytes);

/** A count, then each value's length and bytes, filled up to four. Returns where it ends. */
function readTexts(data: Buffer, start: number, first: (bytes: Buffer) => void): number {
  const values = Math.min(data.readUInt32LE(start), 1000);
  let at = start + 4;
  for (let value = 0; value < values; value++) {
    const length = data.readUInt32LE(at);
    if (value === 0) first(data.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return at;
}

/** A named property has a GUID and a number or a name before its value. */
function afterName(data: Buffer, at: number): number {
  const kind = data.readUInt32LE(at + 16);
  if (kind === 0) return at + 24;
  return at + 24 + Math.ceil(data.readUInt32LE(at + 20) / 4) * 4;
}
