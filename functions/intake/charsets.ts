import { codePages } from "./code-pages.ts";
import { fromUtf7 } from "./utf7.ts";

// Charset names as programs write them. The platform knows those of https://encoding.spec.whatwg.org/#names-and-labels.

/** Names for what the platform knows under another one. */
const aliases: Readonly<Record<string, string>> = {
  ...{ cp932: "shift_jis", "windows-932": "shift_jis", cp943: "shift_jis", cp936: "gbk", "windows-936": "gbk" },
  ...{ "euc-cn": "gbk", gb2312_charset: "gbk", cp949: "euc-kr", "x-windows-949": "euc-kr", ks_c_5601: "euc-kr" },
  ...{ cp950: "big5", "windows-950": "big5", cp51932: "euc-jp", cp50220: "iso-2022-jp", cp50221: "iso-2022-jp" },
  ...{ "iso-2022-jp-1": "iso-2022-jp", "iso-2022-jp-2": "iso-2022-jp", "iso-2022-jp-3": "iso-2022-jp" },
  ...{ "iso-2022-jp-ms": "iso-2022-jp", cp874: "windows-874", "8859-1": "latin1", iso8859: "latin1" },
  ...{ "latin-1": "latin1", "latin-2": "latin2", "latin-9": "iso-8859-15", latin9: "iso-8859-15", ansi: "latin1" },
  ...{ utf_8: "utf-8", utf8mb4: "utf-8", "utf-8n": "utf-8", "x-utf-8": "utf-8", "utf-8-mac": "utf-8" },
  ...{ macroman: "macintosh", "mac-roman": "macintosh", "x-roman": "macintosh" },
};

type Decode = (bytes: Uint8Array) => string;

/** What the platform does not decode at all. */
const own: Readonly<Record<string, Decode>> = {
  ...Object.fromEntries(Object.entries(codePages).map(([name, page]) => [name, byPage(page)])),
  "utf-7": (bytes) => fromUtf7(Buffer.from(bytes).toString("latin1")),
  "utf-32": (bytes) => fromUtf32(bytes, bytes[0] === 0xff),
  "utf-32le": (bytes) => fromUtf32(bytes, true),
  "utf-32be": (bytes) => fromUtf32(bytes, false),
  "iso-2022-kr": fromIso2022Kr,
  "hz-gb-2312": fromHz,
};

/** The name of a charset without what stands around it: quotes, `ibm850`, `windows1252`, `iso8859_1`. */
function tidied(label: string): string {
  const name = label
    .trim()
    .replace(/^['"\s]+|['"\s;]+$/g, "")
    .toLowerCase();
  return name
    .replace(/^(?:ibm|x-cp|x-ibm|cp-|dos-|oem|ms)-?(?=\d{3,5}$)/, "cp")
    .replace(/^(?:x-)?win(?:dows)?[-_]?(?=125\d$)/, "windows-")
    .replace(/^iso[-_]?8859[-_](?=\d{1,2}$)/, "iso-8859-")
    .replace(/^(?:x-)?unicode-[12]-[01]-(?=utf-?7$)/, "")
    .replace(/^utf[-_]?(?=7$|32(?:le|be)?$)/, "utf-");
}

/** How bytes of a charset are read; undefined for a name that nobody knows. */
export function decoderFor(label: string): Decode | undefined {
  const name = tidied(label);
  const decode = own[name];
  if (decode !== undefined) return decode;
  try {
    const decoder = new TextDecoder(aliases[name] ?? name);
    return (bytes) => decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

// Nearly every email names the same few.
const common = new Set(["utf-8", "us-ascii", "iso-8859-1", "windows-1252"]);

/** Whether the platform, and with it every parser on it, reads a charset under this very name. */
export function isPlatformCharset(label: string): boolean {
  if (common.has(label.toLowerCase())) return true;
  try {
    return new TextDecoder(label).encoding !== "";
  } catch {
    return false;
  }
}

function byPage(page: string): Decode {
  const letters = [...page];
  return (bytes) => {
    let text = "";
    for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : (letters[byte - 0x80] ?? "\ufffd");
    return text;
  };
}

function fromUtf32(bytes: Uint8Array, little: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = "";
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, little);
    text += code > 0x10ffff ? "\ufffd" : code === 0xfeff ? "" : String.fromCodePoint(code);
  }
  return text;
}

/** RFC 1557: between SO and SI, two bytes of KS X 1001 without their high bits. */
function fromIso2022Kr(bytes: Uint8Array): string {
  const raised: number[] = [];
  let shifted = false;
  for (const byte of Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\x1b$)C", ""), "latin1")) {
    if (byte === 0x0e || byte === 0x0f) shifted = byte === 0x0e;
    else raised.push(shifted && byte > 0x20 && byte < 0x7f ? byte | 0x80 : byte);
  }
  return new TextDecoder("euc-kr").decode(Uint8Array.from(raised));
}

/** RFC 1843: between `~{` and `~}`, two bytes of GB 2312 without their high bits. */
function fromHz(bytes: Uint8Array): string {
  const raised = Buffer.from(bytes)
    .toString("latin1")
    .replace(/~\r?\n/g, "")
    .replace(/~\{([\x21-\x7e]*?)~\}|~~/g, (_, pairs?: string) =>
      pairs === undefined
        ? "~"
        : pairs.replace(/[\x21-\x7e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) | 0x80)),
    );
  return new TextDecoder("gbk").decode(Buffer.from(raised, "latin1"));
}
