import { createHmac, timingSafeEqual } from "node:crypto";
import { nowMs } from "../platform/clock.ts";
import { type SigningKeys, signingKeys } from "../platform/signing.ts";

// A frame cannot send a bearer token, so its address carries the permission: this email, until then. Ten to twenty
// minutes are enough to load it; the address of one email stays the same for ten, so a live page does not flicker.
const tenMinutesMs = 600_000;

/** Makes the short-lived address under which an email's sanitised HTML can be framed. */
export async function frameAddresses(): Promise<FrameAddress> {
  const keys = await signingKeys();
  const until = (Math.floor(nowMs() / tenMinutesMs) + 2) * tenMinutesMs;
  return (emailId, pictures = false) => {
    const code = mac(keys[0], emailId, until, pictures).toString("base64url");
    return `/email?id=${emailId}&until=${until}${pictures ? "&pictures=yes" : ""}&mac=${code}`;
  };
}

/** With `pictures`, remote ones are shown, through our proxy. */
export type FrameAddress = (emailId: string, pictures?: boolean) => string;

/** Whether one of our keys made this address and its time is not over. */
export function frameAllowed(
  { emailId, until, pictures }: { emailId: string; until: number; pictures: boolean },
  given: string,
  keys: SigningKeys,
): boolean {
  if (nowMs() > until) return false;
  const bytes = Buffer.from(given, "base64url");
  return keys.some((key) => {
    const right = mac(key, emailId, until, pictures);
    return bytes.length === right.length && timingSafeEqual(bytes, right);
  });
}

const mac = (key: string, emailId: string, until: number, pictures: boolean): Buffer =>
  createHmac("sha256", key)
    .update(`email-frame:${emailId}:${until}${pictures ? ":pictures" : ""}`)
    .digest();

/**
 * The frame's own policy: a sandbox without scripts, forms, pop-ups or an origin, that loads nothing at all, or after a click
 * pictures from our proxy. Inline
 * styles are what emails are made of; the sanitiser leaves only harmless ones.
 */
export const framePolicy = (withPictures: boolean): string =>
  `sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src ${withPictures ? "'self'" : "data:"}; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`;

/** A whole page around sanitised HTML: black on white in every colour scheme, as its sender meant it. */
export const framePage = (sanitised: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Email</title><style>html{color-scheme:light;background:#fff}body{font:15px/1.5 system-ui,sans-serif;color:#1a1a1a;margin:12px;overflow-wrap:anywhere}table{max-width:100%}blockquote{margin:0 0 0 .5em;padding-left:.8em;border-left:3px solid #ccc;color:#555}pre{white-space:pre-wrap}img{max-width:100%;height:auto}</style></head><body>${sanitised}</body></html>`;
