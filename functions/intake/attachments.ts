import type { Part } from "./parsed-mail.ts";

export interface LookedAt {
  readonly name: string;
  /** By content where it shows one, else as claimed. */
  readonly type: string;
  readonly dangers: readonly string[];
}

interface Kind {
  readonly type: string;
  readonly starts: readonly number[];
  readonly at?: number;
  readonly danger?: string;
}

/** How files begin. https://en.wikipedia.org/wiki/List_of_file_signatures */
const kinds: readonly Kind[] = [
  { type: "image/png", starts: [0x89, 0x50, 0x4e, 0x47] },
  { type: "image/jpeg", starts: [0xff, 0xd8, 0xff] },
  { type: "image/gif", starts: [0x47, 0x49, 0x46, 0x38] },
  { type: "image/webp", starts: [0x57, 0x45, 0x42, 0x50], at: 8 },
  { type: "image/heic", starts: [0x66, 0x74, 0x79, 0x70, 0x68, 0x65, 0x69], at: 4 },
  { type: "application/pdf", starts: [0x25, 0x50, 0x44, 0x46] },
  { type: "application/zip", starts: [0x50, 0x4b, 0x03, 0x04], danger: "archive" },
  { type: "application/vnd.rar", starts: [0x52, 0x61, 0x72, 0x21], danger: "archive" },
  { type: "application/x-7z-compressed", starts: [0x37, 0x7a, 0xbc, 0xaf], danger: "archive" },
  { type: "application/gzip", starts: [0x1f, 0x8b], danger: "archive" },
  { type: "application/x-ole-storage", starts: [0xd0, 0xcf, 0x11, 0xe0], danger: "macro" },
  { type: "application/vnd.microsoft.portable-executable", starts: [0x4d, 0x5a], danger: "executable" },
  { type: "application/x-elf", starts: [0x7f, 0x45, 0x4c, 0x46], danger: "executable" },
  { type: "application/x-mach-binary", starts: [0xcf, 0xfa, 0xed, 0xfe], danger: "executable" },
  { type: "text/x-shellscript", starts: [0x23, 0x21], danger: "executable" },
];

const executableNames =
  /\.(?:exe|com|scr|pif|bat|cmd|msi|msp|jar|js|jse|vbs|vbe|wsf|wsh|hta|ps1|psm1|lnk|reg|cpl|dll|app|apk|deb|rpm|sh|iso|img|vhd|url|chm|svg|html?|xhtml)$/i;
const macroNames = /\.(?:docm|dotm|xlsm|xltm|xlam|xlsb|pptm|potm|ppam|ppsm|sldm)$/i;
const archiveNames = /\.(?:zip|rar|7z|gz|tgz|bz2|xz|tar|cab|ace|arj|lzh)$/i;
/** An honest ending in front of the true one, or characters that turn a name round. */
const disguisedNames =
  /\.(?:pdf|docx?|xlsx?|jpe?g|png|gif|txt|csv|mp[34])[\s._]*\.[a-z0-9]{2,4}$|[\u202a-\u202e\u2066-\u2069]/i;

/** What a file is by its first bytes and its name, and why a person should look before opening it (S5). */
export function lookAt(part: Part): LookedAt {
  const kind = kinds.find(({ starts, at = 0 }) => starts.every((byte, index) => part.bytes[at + index] === byte));
  const office = kind?.type === "application/zip" ? officeType(part) : undefined;
  const type = office ?? kind?.type ?? (part.type === "" ? "application/octet-stream" : part.type);
  const dangers = new Set<string>();
  if (kind?.danger !== undefined && office === undefined) dangers.add(kind.danger);
  if (executableNames.test(part.name)) dangers.add("executable");
  if (macroNames.test(part.name) || contains(part.bytes, "vbaProject.bin")) dangers.add("macro");
  if (archiveNames.test(part.name)) dangers.add("archive");
  if (isEncrypted(part, kind)) dangers.add("encrypted");
  if (disguisedNames.test(part.name) || isDisguised(part, kind)) dangers.add("disguised");
  return { name: safeName(part.name), type, dangers: [...dangers] };
}

/** A picture or PDF by claim that is neither by content. */
function isDisguised({ type, bytes }: Part, kind: Kind | undefined): boolean {
  if (bytes.length === 0 || kind === undefined) return false;
  return (
    (type.startsWith("image/") && !kind.type.startsWith("image/")) || (type === "application/pdf" && kind.type !== type)
  );
}

const officeNames: readonly (readonly [inside: string, type: string])[] = [
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
  ["mimetypeapplication/vnd.oasis", "application/vnd.oasis.opendocument"],
];

const officeType = ({ bytes }: Part): string | undefined =>
  contains(bytes, "[Content_Types].xml") || contains(bytes, "mimetypeapplication/vnd.oasis")
    ? officeNames.find(([inside]) => contains(bytes, inside))?.[1]
    : undefined;

/** ZIP's flag bit 0 in the first entry; PDF's /Encrypt. */
const isEncrypted = ({ bytes }: Part, kind: Kind | undefined): boolean =>
  (kind?.type === "application/zip" && ((bytes[6] ?? 0) & 1) === 1) ||
  (kind?.type === "application/pdf" && contains(bytes, "/Encrypt"));

const contains = (bytes: Uint8Array, text: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, "latin1");

/** A name as it may be shown and saved: no path, no control or direction characters, no leading dot, 150 characters. */
export function safeName(name: string): string {
  const last = name.replace(/^.*[/\\]/s, "");
  const clean = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, "")
    .replace(/^[.\s]+/, "")
    .trim();
  const ending = /\.[a-z0-9]{1,8}$/i.exec(clean)?.[0] ?? "";
  const stem = clean.slice(0, clean.length - ending.length).slice(0, 150 - ending.length);
  return stem + ending === "" ? "attachment" : stem + ending;
}
