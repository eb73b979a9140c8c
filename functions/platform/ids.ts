import { createHash, randomBytes } from "node:crypto";
import { nowMs } from "./clock.ts";

export type IdPrefix = "eml" | "con" | "int" | "tsk" | "rpl" | "drf";

/** A fresh, unguessable id that sorts by time: UUIDv7 (RFC 9562) in hex, behind its prefix. */
export function newId(prefix: IdPrefix): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return `${prefix}_${bytes.toString("hex")}`;
}

/** The same id for the same parts, always: what makes a repeated step recognise its own work. */
export function idFrom(prefix: IdPrefix, ...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return `${prefix}_${hash.digest("hex").slice(0, 40)}`;
}
