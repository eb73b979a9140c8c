import { createHmac, timingSafeEqual } from "node:crypto";
import { nowMs } from "../platform/clock.ts";
import type { SigningKeys } from "../platform/signing.ts";

/** What a picture's address at our proxy says: a frame cannot send a token, so the address carries the permission. */
export interface PictureWish {
  /** Where the picture is, as the email says. */
  readonly url: string;
  /** In milliseconds; that of the frame it is shown in. */
  readonly until: number;
}

// What is longer is no address of a picture; API Gateway takes some ten thousand characters.
const longestUrl = 2000;

/** The address by which the frame asks our proxy for a remote picture; undefined for what is no web address. */
export function pictureAddress(key: string, { url, until }: PictureWish): string | undefined {
  if (url.length > longestUrl || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return undefined;
  const query = new URLSearchParams({
    url,
    until: String(until),
    mac: macOf(key, { url, until }).toString("base64url"),
  });
  return `/picture?${query}`;
}

/** Whether one of our keys made this address and its time is not over: the proxy fetches nothing that nobody asked for. */
export function pictureAllowed(wish: PictureWish, given: string, keys: SigningKeys): boolean {
  if (!(nowMs() <= wish.until)) return false;
  const bytes = Buffer.from(given, "base64url");
  return keys.some((key) => {
    const right = macOf(key, wish);
    return bytes.length === right.length && timingSafeEqual(bytes, right);
  });
}

const macOf = (key: string, { url, until }: PictureWish): Buffer =>
  createHmac("sha256", key).update(`picture:${until}:${url}`).digest();
