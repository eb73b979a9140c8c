import { AwsError } from "../aws-error.ts";
import type { WireRequest } from "../wire/message.ts";

export interface S3Body {
  readonly bytes: Buffer;
  /** Headers of the request and trailers of its body. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The object's bytes. SDKs send streams as `aws-chunked`, whose checksum follows as a trailer; stored undecoded the
 * object would be corrupted. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function bodyOf(request: WireRequest): S3Body {
  const { headers, body } = request;
  const chunked =
    headers["x-amz-content-sha256"]?.startsWith("STREAMING-") === true ||
    headers["content-encoding"]?.split(",").some((coding) => coding.trim() === "aws-chunked") === true;
  if (!chunked) return { bytes: body, headers };
  const { bytes, trailers } = decodeChunks(body);
  const expected = headers["x-amz-decoded-content-length"];
  if (expected !== undefined && Number(expected) !== bytes.length) throw incomplete();
  return { bytes, headers: { ...headers, ...trailers } };
}

const incomplete = (): AwsError =>
  new AwsError("IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");

function decodeChunks(body: Buffer): { bytes: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf("\r\n", at);
    if (end === -1) throw incomplete();
    // A signed chunk says `SIZE;chunk-signature=…`.
    const size = Number.parseInt(body.toString("latin1", at, end), 16);
    const start = end + 2;
    if (!Number.isFinite(size) || start + size > body.length) throw incomplete();
    if (size === 0) return { bytes: Buffer.concat(chunks), trailers: trailersOf(body.toString("latin1", start)) };
    chunks.push(body.subarray(start, start + size));
    at = start + size + 2;
  }
}

const trailersOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(/\r?\n/)
      .filter((line) => line.includes(":"))
      .map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
