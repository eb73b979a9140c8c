import { BlockList, isIP } from "node:net";
import type { Json, JsonObject } from "../service.ts";

type ValueMatcher = (value: Json | undefined) => boolean;
/** Makes a matcher of an operator's argument; undefined when it cannot take it. */
type Operator = (argument: Json) => ValueMatcher | undefined;

const onText =
  (fits: (text: string) => boolean): ValueMatcher =>
  (value) =>
    typeof value === "string" && fits(value);

const ignoringCase = (argument: Json): string | undefined => {
  const text = isObject(argument) ? argument["equals-ignore-case"] : undefined;
  return typeof text === "string" ? text.toLowerCase() : undefined;
};

const prefix: Operator = (argument) => {
  if (typeof argument === "string") return onText((text) => text.startsWith(argument));
  const folded = ignoringCase(argument);
  return folded === undefined ? undefined : onText((text) => text.toLowerCase().startsWith(folded));
};

const suffix: Operator = (argument) => {
  if (typeof argument === "string") return onText((text) => text.endsWith(argument));
  const folded = ignoringCase(argument);
  return folded === undefined ? undefined : onText((text) => text.toLowerCase().endsWith(folded));
};

const equalsIgnoreCase: Operator = (argument) =>
  typeof argument === "string" ? onText((text) => text.toLowerCase() === argument.toLowerCase()) : undefined;

/** `*` stands for any characters, `\*` for itself; two in a row are an error. */
const wildcard: Operator = (argument) => {
  if (typeof argument !== "string" || argument.includes("**") || /\\(?![*\\])/.test(argument)) return undefined;
  const source = argument.replaceAll(/\\[*\\]|\*|[^*\\]+/g, (piece) =>
    piece === "*" ? ".*" : escaped(piece.startsWith("\\") ? piece.slice(1) : piece),
  );
  const pattern = new RegExp(`^${source}$`, "su");
  return onText((text) => pattern.test(text));
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  "=": (value, limit) => value === limit,
  ">=": (value, limit) => value >= limit,
  ">": (value, limit) => value > limit,
};

/** `["=", 5]` or `[">", 0, "<=", 5]`. */
const numeric: Operator = (argument) => {
  if (!Array.isArray(argument) || (argument.length !== 2 && argument.length !== 4)) return undefined;
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < argument.length; at += 2) {
    const compare = comparisons[String(argument[at])];
    const limit = argument[at + 1];
    if (!compare || typeof limit !== "number") return undefined;
    tests.push((value) => compare(value, limit));
  }
  return (value) => typeof value === "number" && tests.every((test) => test(value));
};

/** Of leaves only: an object is no value. */
const exists: Operator = (argument) =>
  typeof argument === "boolean" ? (value) => (value !== undefined && !isObject(value)) === argument : undefined;

const cidr: Operator = (argument) => {
  const [address = "", bits = ""] = typeof argument === "string" ? argument.split("/") : [];
  const version = isIP(address);
  const length = Number(bits);
  if (version === 0 || bits === "" || !Number.isInteger(length) || length > (version === 4 ? 32 : 128))
    return undefined;
  const block = new BlockList();
  block.addSubnet(address, length, `ipv${version === 4 ? 4 : 6}`);
  return onText((text) => isIP(text) === version && block.check(text, version === 4 ? "ipv4" : "ipv6"));
};

/** A value, a list of values, or one of the operators below with one or several texts. A field must be there. */
const anythingBut: Operator = (argument) => {
  const excluded = isObject(argument) ? operatorWithin(argument) : valuesWithin(argument);
  return excluded && ((value) => value !== undefined && !isObject(value) && !excluded(value));
};

const valuesWithin = (argument: Json): ValueMatcher | undefined => {
  const values = Array.isArray(argument) ? argument : [argument];
  const plain = values.length > 0 && values.every((value) => typeof value === "string" || typeof value === "number");
  return plain ? (value) => values.some((one) => one === value) : undefined;
};

const negatable: Readonly<Record<string, Operator>> = {
  "equals-ignore-case": equalsIgnoreCase,
  prefix,
  suffix,
  wildcard,
};

function operatorWithin(argument: JsonObject): ValueMatcher | undefined {
  const [entry, ...more] = Object.entries(argument);
  const make = entry && more.length === 0 ? negatable[entry[0]] : undefined;
  if (!entry || !make) return undefined;
  const each = (Array.isArray(entry[1]) ? entry[1] : [entry[1]]).map(make);
  if (each.length === 0 || each.includes(undefined)) return undefined;
  return (value) => each.some((match) => match?.(value) === true);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What may stand in an object within a pattern's list. */
export const operators: Readonly<Record<string, Operator>> = {
  "anything-but": anythingBut,
  cidr,
  "equals-ignore-case": equalsIgnoreCase,
  exists,
  numeric,
  prefix,
  suffix,
  wildcard,
};
