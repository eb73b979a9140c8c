import type { Part } from "./parsed-mail.ts";

const begin = /^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,250})\r?$/gm;
const mostFiles = 50;
/** Each `begin` may be searched to the end of the text. */
const mostBegins = 200;

/** Files that old programs write into the text itself, and the text without them. */
export function takeUuencoded(text: string): { text: string; parts: Part[] } {
  const parts: Part[] = [];
  let rest = "";
  let from = 0;
  begin.lastIndex = 0;
  for (let tries = 0; tries < mostBegins && parts.length < mostFiles; tries++) {
    const found = begin.exec(text);
    if (found === null) break;
    const end = /^end[ \t]*\r?$/m.exec(text.slice(begin.lastIndex));
    if (end === null) break;
    const body = text.slice(begin.lastIndex, begin.lastIndex + end.index).trim();
    const bytes = found[0].startsWith("begin-base64") ? Buffer.from(body, "base64") : decode(body);
    if (bytes === undefined) continue;
    parts.push({ name: (found[1] ?? "").trim(), type: "application/octet-stream", bytes });
    rest += text.slice(from, found.index);
    from = begin.lastIndex + end.index + end[0].length;
    begin.lastIndex = from;
  }
  return { text: rest + text.slice(from), parts };
}

/** Undefined when a line is none of uuencode's: then it was ordinary text. */
function decode(body: string): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (const line of body.split(/\r?\n/)) {
    if (line === "" || line === "`") continue;
    const length = (line.charCodeAt(0) - 32) & 63;
    if (!/^[\x20-\x60]+$/.test(line) || line.length - 1 < Math.floor((length * 4) / 3)) return undefined;
    const sixes = [...line.slice(1)].map((letter) => (letter.charCodeAt(0) - 32) & 63);
    const bytes = Buffer.alloc(Math.ceil(sixes.length / 4) * 3);
    for (let at = 0; at < sixes.length; at += 4) {
      const [a = 0, b = 0, c = 0, d = 0] = sixes.slice(at, at + 4);
      bytes.writeUIntBE((a << 18) | (b << 12) | (c << 6) | d, (at / 4) * 3, 3);
    }
    chunks.push(bytes.subarray(0, length));
  }
  return chunks.length === 0 ? undefined : Buffer.concat(chunks);
}
