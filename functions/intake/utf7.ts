import { bytesOf, fieldOf, leavesOf, paramOf } from "./mime-leaves.ts";

/** RFC 2152 text as Unicode. */
export const fromUtf7 = (text: string): string =>
  text.replace(/\+([A-Za-z0-9+/]*)-?/g, (_, encoded: string) => (encoded === "" ? "+" : fromUtf16(encoded)));

function fromUtf16(encoded: string): string {
  const bytes = Buffer.from(encoded, "base64");
  return bytes
    .subarray(0, bytes.length - (bytes.length % 2))
    .swap16()
    .toString("utf16le");
}

/** Parts in UTF-7, which no decoder of the platform knows, said again in UTF-8. */
export function withoutUtf7(mail: string): string {
  if (!/utf-?7\b/i.test(mail)) return mail;
  let said = mail;
  for (const leaf of leavesOf(mail).reverse()) {
    const type = fieldOf(leaf.header, "content-type");
    if (!/^(?:(?:x-)?unicode-(?:1|2)-(?:0|1)-)?utf-?7$/i.test(paramOf(type, "charset") ?? "")) continue;
    const text = Buffer.from(fromUtf7(bytesOf(leaf).toString("latin1"))).toString("base64");
    const header = leaf.header
      .replace(/^content-transfer-encoding[ \t]*:.*(?:\r?\n[ \t]+.*)*\r?\n?/gim, "")
      .replace(/(charset\s*=\s*)"?[\w-]+"?/i, "$1utf-8")
      .trimEnd();
    const lines = text.match(/.{1,76}/g) ?? [];
    const part = `${header}\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join("\r\n")}`;
    said = said.slice(0, leaf.start) + part + said.slice(leaf.end);
  }
  return said;
}
