import type { Readable } from "node:stream";

interface DataLimits {
  readonly messageBytes: number;
  readonly bytesUnderWay: number;
}

/**
 * Reads the whole DATA of one email and hands it to `take`, counting its bytes as under way until `take` is done.
 * Rejects with a `responseCode`: 552 too large, 452 too much under way at once, 550 bare CR or LF. The stream is read
 * to its end in any case, since the answer may come only then.
 */
export async function readMessage<T>(
  stream: Readable,
  limits: DataLimits,
  underWay: { bytes: number },
  take: (raw: Buffer) => Promise<T>,
): Promise<T> {
  const chunks: Buffer[] = [];
  let size = 0;
  let held = 0;
  let refused: Error | undefined;
  try {
    for await (const chunk of stream) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      refused ??= refusalFor(size, underWay.bytes + bytes.length, limits);
      if (refused) {
        chunks.length = 0;
        continue;
      }
      held += bytes.length;
      underWay.bytes += bytes.length;
      chunks.push(bytes);
    }
    if (refused) throw refused;
    return await take(checked(Buffer.concat(chunks)));
  } finally {
    underWay.bytes -= held;
  }
}

function checked(raw: Buffer): Buffer {
  if (!hasBareNewline(raw)) return raw;
  throw withCode(550, "5.6.0 The email has a bare CR or LF; lines end with CRLF (RFC 5321 section 2.3.8)");
}

function refusalFor(size: number, underWay: number, limits: DataLimits): Error | undefined {
  if (size > limits.messageBytes) return withCode(552, `5.3.4 The email is larger than ${limits.messageBytes} bytes`);
  if (underWay > limits.bytesUnderWay) return withCode(452, "4.3.1 Too much email at once, try again later");
  return undefined;
}

const withCode = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

const cr = 0x0d;
const lf = 0x0a;

/** Mail servers disagree where a line with a bare CR or LF ends; that is how emails are smuggled past checks. */
function hasBareNewline(raw: Buffer): boolean {
  for (let at = raw.indexOf(lf); at !== -1; at = raw.indexOf(lf, at + 1)) if (raw[at - 1] !== cr) return true;
  for (let at = raw.indexOf(cr); at !== -1; at = raw.indexOf(cr, at + 1)) if (raw[at + 1] !== lf) return true;
  return false;
}
