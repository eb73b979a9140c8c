type Mark = readonly [at: number, text: string];

/** What each kind of picture begins with. @see https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern */
const kinds: readonly (readonly [type: string, ...marks: Mark[]])[] = [
  ["image/png", [0, "\x89PNG\r\n\x1a\n"]],
  ["image/jpeg", [0, "\xff\xd8\xff"]],
  ["image/gif", [0, "GIF87a"]],
  ["image/gif", [0, "GIF89a"]],
  ["image/webp", [0, "RIFF"], [8, "WEBPVP"]],
  ["image/avif", [4, "ftypavif"]],
];

/** The kind of a picture by its first bytes; undefined for anything else, whatever it is called. */
export function pictureType(bytes: Buffer): string | undefined {
  const head = bytes.toString("latin1", 0, 16);
  return kinds.find(([, ...marks]) => marks.every(([at, text]) => head.startsWith(text, at)))?.[0];
}
