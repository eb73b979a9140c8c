import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { TaskId } from "../contracts/ids.ts";
import { nowMs } from "../platform/clock.ts";
import type { SigningKeys } from "../platform/signing.ts";

/** What a link in a notice may do: this, for this task as it was then, by this person, until then, once (S6). */
const Link = z.strictObject({
  taskId: TaskId,
  action: z.enum(["approve", "close"]),
  version: z.int(),
  seq: z.int(),
  person: z.string().min(1).max(128),
  untilMs: z.int(),
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
});
export type ApprovalLink = z.infer<typeof Link>;

const mac = (key: string, body: string): Buffer => createHmac("sha256", key).update(`approval-link:${body}`).digest();

/** The text of a link: its facts and their signature. Only text of ours can be read again. */
export function linkText(facts: Omit<ApprovalLink, "nonce">, keys: SigningKeys): string {
  const link: ApprovalLink = { ...facts, nonce: randomBytes(16).toString("hex") };
  const body = Buffer.from(JSON.stringify(link)).toString("base64url");
  return `${body}.${mac(keys[0], body).toString("base64url")}`;
}

/** `forged`: none of our keys signed exactly this; `expired`: it was good once. Compared in constant time. */
export function readLink(text: string, keys: SigningKeys): ApprovalLink | "forged" | "expired" {
  const [body = "", signature = "", more] = text.split(".");
  const given = Buffer.from(signature, "base64url");
  const signed = keys.some((key) => {
    const right = mac(key, body);
    return given.length === right.length && timingSafeEqual(right, given);
  });
  if (!signed || more !== undefined || given.toString("base64url") !== signature) return "forged";
  const link = Link.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
  if (!link.success) return "forged";
  return link.data.untilMs > nowMs() ? link.data : "expired";
}
