// Windows' own device names, which open a device in any folder and with any ending.
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/**
 * A file name that means nothing to any file system or header: one part, no control or direction characters, no leading or
 * trailing dots, at most 120 characters, its last ending kept (S5).
 */
export function safeFileName(name: string): string {
  const last = name.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}<>:"|?*;%]+/gu, "_")
    .replace(/\s+/g, " ")
    .replace(/^[.\s]+|[.\s]+$/g, "");
  const usable = plain === "" || /^_+$/.test(plain) ? "file" : reserved.test(plain) ? `_${plain}` : plain;
  if (usable.length <= 120) return usable;
  const ending = /\.[A-Za-z0-9]{1,10}$/.exec(usable)?.[0] ?? "";
  return usable.slice(0, 120 - ending.length) + ending;
}

/**
 * `attachment` with the name for every browser: an ASCII one for old programs, the real one in UTF-8 after it.
 * @see https://www.rfc-editor.org/rfc/rfc6266
 */
export function attachmentHeader(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe
    .normalize("NFKD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/["\\]/g, "_")
    .trim();
  const encoded = encodeURIComponent(safe).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii === "" || ascii.startsWith(".") ? `file${ascii}` : ascii}"; filename*=UTF-8''${encoded}`;
}
