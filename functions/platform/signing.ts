import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import { readSecret } from "./secrets.ts";

/** Newest first: the first signs, all verify, so that a rotation does not void what customers hold. */
export type SigningKeys = readonly [string, ...string[]];

const SigningSecret = z.object({ key: z.string().min(16), former: z.array(z.string().min(16)).default([]) });

export async function signingKeys(): Promise<SigningKeys> {
  const { key, former } = await readSecret("signingSecret", SigningSecret);
  return [key, ...former];
}

/** What a signature is for: one made for a reply address says nothing about a bounce. */
export type SignedPurpose = "conversation" | "reply";

// 80 bits: what fits into a local part of 64 characters beside a 128-bit id; guessing one takes 2^79 emails.
const macBytes = 10;

/** `id.mac`, in the 32 letters and digits that survive mail gateways which change case. */
export function sign(purpose: SignedPurpose, id: string, keys: SigningKeys): string {
  return `${base32(Buffer.from(hexOf(id), "hex"))}.${base32(mac(keys[0], purpose, hexOf(id)))}`;
}

/** The id's hex digits when one of our keys signed it for this purpose; anything tampered with or cut is undefined (T6). */
export function verify(purpose: SignedPurpose, signed: string, keys: SigningKeys): string | undefined {
  const [idText, macText, ...rest] = signed.toLowerCase().split(".");
  if (idText === undefined || macText === undefined || rest.length > 0) return undefined;
  const id = fromBase32(idText);
  const given = fromBase32(macText);
  if (id === undefined || given?.length !== macBytes) return undefined;
  const hex = id.toString("hex");
  return keys.some((key) => timingSafeEqual(mac(key, purpose, hex), given)) ? hex : undefined;
}

const hexOf = (id: string): string => id.slice(id.indexOf("_") + 1);

const mac = (key: string, purpose: SignedPurpose, hex: string): Buffer =>
  createHmac("sha256", key).update(`${purpose}:${hex}`).digest().subarray(0, macBytes);

const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

/** RFC 4648 base32 in lower case, without padding. */
function base32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text;
}

function fromBase32(text: string): Buffer | undefined {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text) {
    const value = alphabet.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  // Left-over bits must be zero: one signed text, one spelling.
  return held === 0 && bits < 5 ? Buffer.from(bytes) : undefined;
}
