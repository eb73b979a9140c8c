import { createHash } from "node:crypto";

export type IdPrefix = "eml" | "con" | "int" | "tsk" | "rpl" | "drf" | "eff" | "cod";

/** The same id for the same parts, always: what makes a repeated step recognise its own work. */
export function idFrom(prefix: IdPrefix, ...parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return `${prefix}_${hash.digest("hex").slice(0, 40)}`;
}
