// The functions that Step Functions adds to JSONata, and the clock and chance of JSONata bound to the engine's own.
// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
import { createHash } from "node:crypto";
import jsonata from "jsonata";
import type { Json } from "../json.ts";
import { uuid } from "../uuid.ts";

/** Thrown by a function; becomes the "threw an error during evaluation" text. */
const refuse = (code: string, message: string): never => {
  throw Object.assign(new Error(message), { code });
};

const digests: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

// An array of at most 1,000 elements, as AWS's.
const longestRange = 1000;

function range(first: number, last: number, step: number): number[] {
  if (![first, last, step].every(Number.isFinite)) refuse("T0410", "$range takes three numbers");
  const [from, to, by] = [Math.round(first), Math.round(last), Math.round(step)];
  if (by === 0) refuse("D3001", "$range's step must not be zero");
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > longestRange) refuse("D3002", `$range makes at most ${longestRange} elements, not ${length}`);
  return Array.from({ length }, (_, at) => from + at * by);
}

function partition(array: Json | undefined, size: number): Json[][] | undefined {
  if (array === undefined) return undefined;
  const items = Array.isArray(array) ? array : [array];
  if (!Number.isFinite(size) || size < 1) refuse("D3003", "$partition's size must be a positive number");
  const width = Math.round(size);
  return Array.from({ length: Math.ceil(items.length / width) }, (_, at) => items.slice(at * width, (at + 1) * width));
}

function hash(text: unknown, algorithm: string): string | undefined {
  if (text === undefined) return undefined;
  const digest = digests[algorithm];
  if (digest === undefined) return refuse("D3004", `$hash knows ${Object.keys(digests).join(", ")}, not ${algorithm}`);
  return createHash(digest)
    .update(typeof text === "string" ? text : JSON.stringify(text))
    .digest("hex");
}

/** One number in [0, 1) that depends on `seed` alone (mulberry32). */
export function seeded(seed: number): number {
  let a = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  a = Math.imul(a ^ (a >>> 15), a | 1);
  a ^= a + Math.imul(a ^ (a >>> 7), a | 61);
  return ((a ^ (a >>> 14)) >>> 0) / 4_294_967_296;
}

const formatMillis = jsonata("$fromMillis($at, $picture, $zone)");

/** What every evaluation binds besides $states and the variables. */
export const awsFunctions = (nowMs: number, random: () => number): Readonly<Record<string, unknown>> => ({
  range,
  partition,
  hash,
  random: (seed?: number) => (seed === undefined ? random() : seeded(seed)),
  uuid: () => uuid(random),
  parse: (text?: string) => (text === undefined ? undefined : JSON.parse(text)),
  millis: () => nowMs,
  now: (picture?: string, zone?: string) => formatMillis.evaluate(undefined, { at: nowMs, picture, zone }),
});
