// The intrinsic functions of JSONPath states.
// https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
import { createHash } from "node:crypto";
import { isObject, type Json } from "../json.ts";
import { uuid } from "../uuid.ts";

/** A refused argument; becomes States.IntrinsicFailure's cause. */
export class IntrinsicError extends Error {
  override name = "IntrinsicError";
}

const refuse = (message: string): never => {
  throw new IntrinsicError(message);
};

type Intrinsic = (values: readonly Json[], random: () => number) => Json;

interface Row {
  readonly least: number;
  readonly most: number;
  readonly run: Intrinsic;
}

const array = (value: Json | undefined): Json[] =>
  Array.isArray(value) ? value : refuse("an argument must be an array");
const string = (value: Json | undefined): string =>
  typeof value === "string" ? value : refuse("an argument must be a string");
/** Numbers are rounded half up before they are used. */
const whole = (value: Json | undefined): number =>
  typeof value === "number" ? Math.floor(value + 0.5) : refuse("an argument must be a number");

const same = (left: Json, right: Json): boolean => {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => same(item, right[at] ?? null));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key] ?? null, right[key] ?? null))
  );
};

// AWS's limits: arrays of 1,000 elements from ArrayRange, texts of 10,000 characters for Base64 and Hash.
const longestRange = 1000;
const longestText = 10_000;
const short = (text: string): string =>
  text.length <= longestText ? text : refuse(`a text has more than ${longestText} characters`);

const algorithms: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** Text as States.Format prints a value: objects and lists in Java's way. */
function shown(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (isObject(value))
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}=${shown(item)}`)
      .join(", ")}}`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function format([template, ...values]: readonly Json[]): string {
  let used = 0;
  const text = string(template).replace(/\\([\\'{}])|\{\}/g, (whole, escaped: string | undefined) => {
    if (escaped !== undefined) return escaped;
    const value = values[used];
    used += 1;
    return value === undefined ? whole : shown(value);
  });
  return used === values.length ? text : refuse(`States.Format has ${used} places for ${values.length} values`);
}

const fixed = (count: number, run: Intrinsic): Row => ({ least: count, most: count, run });

/** One row per function: how many arguments it takes, and what it does. */
export const intrinsics: Readonly<Record<string, Row>> = {
  Format: { least: 1, most: 1000, run: format },
  StringToJson: fixed(1, ([text]) => {
    if (string(text).trim() === "") return null;
    try {
      return JSON.parse(string(text));
    } catch {
      return refuse(`'${string(text)}' is no JSON text`);
    }
  }),
  JsonToString: fixed(1, ([value]) => JSON.stringify(value)),
  Array: { least: 0, most: 1000, run: (values) => [...values] },
  ArrayPartition: fixed(2, ([items, size]) => {
    const width = whole(size);
    if (width < 1) refuse("the size of a partition must be above 0");
    const all = array(items);
    return Array.from({ length: Math.ceil(all.length / width) }, (_, at) => all.slice(at * width, (at + 1) * width));
  }),
  ArrayContains: fixed(2, ([items, sought]) => array(items).some((item) => same(item, sought ?? null))),
  ArrayRange: fixed(3, ([first, last, step]) => {
    const [from, to, by] = [whole(first), whole(last), whole(step)];
    if (by === 0) refuse("the step of a range must not be 0");
    const length = Math.max(0, Math.floor((to - from) / by) + 1);
    if (length > longestRange) refuse(`a range has at most ${longestRange} elements`);
    return Array.from({ length }, (_, at) => from + at * by);
  }),
  ArrayGetItem: fixed(2, ([items, index]) => {
    const item = array(items)[whole(index)];
    return item === undefined ? refuse(`there is no element ${whole(index)}`) : item;
  }),
  ArrayLength: fixed(1, ([items]) => array(items).length),
  ArrayUnique: fixed(1, ([items]) =>
    array(items).filter((item, at, all) => all.findIndex((other) => same(other, item)) === at),
  ),
  Base64Encode: fixed(1, ([text]) => Buffer.from(short(string(text))).toString("base64")),
  Base64Decode: fixed(1, ([text]) => Buffer.from(short(string(text)), "base64").toString("utf8")),
  Hash: fixed(2, ([value, algorithm]) => {
    const digest = algorithms[string(algorithm)] ?? refuse(`there is no hash algorithm '${string(algorithm)}'`);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return createHash(digest).update(short(text)).digest("hex");
  }),
  JsonMerge: fixed(3, ([left, right, deep]) => {
    if (deep !== false) refuse("only shallow merging (false) is supported");
    return isObject(left) && isObject(right) ? { ...left, ...right } : refuse("States.JsonMerge takes two objects");
  }),
  MathRandom: {
    least: 2,
    most: 3,
    run: ([from, to, seed], random) => {
      const [least, end] = [whole(from), whole(to)];
      if (end <= least) refuse("the end of a random range must be above its start");
      const chance = seed === undefined ? random : seeded(whole(seed));
      return least + Math.floor(chance() * (end - least));
    },
  },
  MathAdd: fixed(2, ([left, right]) => whole(left) + whole(right)),
  StringSplit: fixed(2, ([text, delimiters]) => {
    const marks = new Set(string(delimiters));
    const parts: string[] = [""];
    for (const char of string(text)) {
      if (marks.has(char)) parts.push("");
      else parts[parts.length - 1] += char;
    }
    return parts.filter((part) => part !== "");
  }),
  UUID: fixed(0, (_, random) => uuid(random)),
};
