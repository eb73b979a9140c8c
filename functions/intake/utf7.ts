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
