import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { AwsError } from "../aws-error.ts";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
const algorithms: Readonly<Record<string, (bytes: Uint8Array) => Buffer>> = {
  "x-amz-checksum-crc32": (bytes) => word(crc32(bytes)),
  "x-amz-checksum-crc32c": (bytes) => word(crc32c(bytes)),
  "x-amz-checksum-crc64nvme": crc64nvme,
  "x-amz-checksum-sha1": (bytes) => createHash("sha1").update(bytes).digest(),
  "x-amz-checksum-sha256": (bytes) => createHash("sha256").update(bytes).digest(),
};

/** Header and value of the checksum that came with the bytes, verified. Throws BadDigest. */
export function verifiedChecksum(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
): { name: string; value: string } | undefined {
  const md5 = headers["content-md5"];
  if (md5 !== undefined && md5 !== createHash("md5").update(bytes).digest("base64")) {
    throw new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.");
  }
  for (const [name, compute] of Object.entries(algorithms)) {
    const value = headers[name];
    if (value === undefined) continue;
    if (compute(bytes).toString("base64") === value) return { name, value };
    const algorithm = name.slice("x-amz-checksum-".length).toUpperCase();
    throw new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return undefined;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

const castagnoli = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

function crc32c(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (castagnoli[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return value ^ 0xffffffff;
}

const nvme = BigUint64Array.from({ length: 256 }, (_, byte) => {
  let value = BigInt(byte);
  for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ 0x9a6c9329ac4bc9b5n : value >> 1n;
  return value;
});

// The AWS CLI's choice; BigInt makes it slow (tens of megabytes a second would need a native one).
function crc64nvme(bytes: Uint8Array): Buffer {
  let value = 0xffffffffffffffffn;
  for (const byte of bytes) value = (nvme[Number((value ^ BigInt(byte)) & 0xffn)] ?? 0n) ^ (value >> 8n);
  const digest = Buffer.alloc(8);
  digest.writeBigUInt64BE(value ^ 0xffffffffffffffffn);
  return digest;
}
