// The functions that may end a path: `$.orders.length()`, `$.prices[*].sum()`.
// https://github.com/json-path/JsonPath#functions
import { isObject, type Json } from "../json.ts";

/** What the function answers of `values`, which the path before it led to; nothing when it does not apply. */
export function applied(name: string, values: readonly Json[]): Json[] {
  const [first] = values;
  if (name === "keys") return isObject(first) ? [Object.keys(first)] : [];
  // Of one list its elements are meant.
  const all = values.length === 1 && Array.isArray(first) ? first : values;
  if (name === "length") return lengthOf(first, all);
  const numbers = all.filter((value) => typeof value === "number");
  const work = arithmetic[name];
  return numbers.length === 0 || !work ? [] : [work(numbers)];
}

function lengthOf(first: Json | undefined, all: readonly Json[]): Json[] {
  if (isObject(first) && all.length === 1) return [Object.keys(first).length];
  return typeof first === "object" && first !== null ? [all.length] : [];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const arithmetic: Readonly<Record<string, (numbers: readonly number[]) => number>> = {
  min: (numbers) => Math.min(...numbers),
  max: (numbers) => Math.max(...numbers),
  sum,
  avg: (numbers) => sum(numbers) / numbers.length,
};
