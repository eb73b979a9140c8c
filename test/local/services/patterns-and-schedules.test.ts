import { expect, test } from "vitest";
import { compilePattern } from "../../../local/services/events/pattern.ts";
import { parseSchedule } from "../../../local/services/events/schedule.ts";
import type { Json } from "../../../local/services/service.ts";

const event: Json = {
  source: "shop.orders",
  resources: ["arn:a", "arn:b"],
  detail: {
    name: "Kay.Smith@Example.com",
    amount: 12.5,
    ok: true,
    nothing: null,
    empty: [],
    ip: "10.0.3.4",
    ip6: "2001:db8::1",
    path: "in/2026/a*b.eml",
    nested: { a: { b: "c" } },
    items: [
      { sku: "x", n: 1 },
      { sku: "y", n: 2 },
    ],
  },
};
const detail = (name: string, ...wanted: Json[]): Json => ({ detail: { [name]: wanted } });

test.each<[Json, boolean]>([
  [{ source: ["shop.orders"] }, true],
  [{ source: ["other", "shop.orders"] }, true],
  [{ source: ["shop"] }, false],
  [{ resources: ["arn:b"] }, true],
  [detail("ok", true), true],
  [detail("ok", "true"), false],
  [detail("nothing", null), true],
  [detail("missing", null), false],
  [detail("name", { prefix: "Kay" }), true],
  [detail("name", { prefix: { "equals-ignore-case": "kAY" } }), true],
  [detail("name", { suffix: ".com" }), true],
  [detail("name", { suffix: { "equals-ignore-case": ".COM" } }), true],
  [detail("name", { "equals-ignore-case": "kay.smith@example.com" }), true],
  [detail("path", { wildcard: "in/*/a\\*b.eml" }), true],
  [detail("path", { wildcard: "in/*.txt" }), false],
  [detail("amount", { numeric: ["=", 12.5] }), true],
  [detail("amount", { numeric: [">", 0, "<=", 12.5] }), true],
  [detail("amount", { numeric: ["<", 12.5] }), false],
  [detail("name", { numeric: [">", 0] }), false],
  [detail("name", { exists: true }), true],
  [detail("nested", { exists: true }), false],
  [detail("missing", { exists: false }), true],
  [detail("empty", { exists: false }), true],
  [{ other: { deep: [{ exists: false }] } }, true],
  [detail("ip", { cidr: "10.0.0.0/16" }), true],
  [detail("ip", { cidr: "10.1.0.0/16" }), false],
  [detail("ip6", { cidr: "2001:db8::/32" }), true],
  [detail("name", { "anything-but": "x" }), true],
  [detail("name", { "anything-but": ["x", "Kay.Smith@Example.com"] }), false],
  [detail("missing", { "anything-but": "x" }), false],
  [detail("amount", { "anything-but": [12.5] }), false],
  [detail("path", { "anything-but": { prefix: "out/" } }), true],
  [detail("path", { "anything-but": { prefix: ["out/", "in/"] } }), false],
  [detail("path", { "anything-but": { wildcard: "*.eml" } }), false],
  [detail("path", { "anything-but": { suffix: ".txt" } }), true],
  [detail("name", { "anything-but": { "equals-ignore-case": "KAY.SMITH@EXAMPLE.COM" } }), false],
  [{ detail: { nested: { a: { b: ["c"] } } } }, true],
  [{ detail: { items: { sku: ["y"], n: [2] } } }, true],
  [{ detail: { items: { sku: ["y"], n: [1] } } }, false],
  [{ detail: { $or: [{ ok: [false] }, { amount: [12.5] }] } }, true],
  [{ source: ["shop.orders"], $or: [{ source: ["x"] }, { resources: ["y"] }] }, false],
])("%j: %s", (pattern, fits) => {
  expect(compilePattern(pattern)(event)).toBe(fits);
});

test.each<Json>([
  {},
  { a: [] },
  { a: "b" },
  { a: [{ prefix: 1 }] },
  { a: [{ prefix: "x", suffix: "y" }] },
  { a: [{ numeric: ["about", 1] }] },
  { a: [{ wildcard: "**" }] },
  { a: [{ cidr: "10.0.0.0/64" }] },
  { $or: [{ a: ["b"] }] },
])("%j is no pattern", (pattern) => {
  expect(() => compilePattern(pattern)).toThrow(/not valid/);
});

const next = (expression: string, after: string): string | undefined => {
  const afterMs = Date.parse(after);
  const atMs = parseSchedule(expression, Date.parse("2026-01-01T00:00:00Z"))(afterMs);
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
};

test.each([
  ["rate(1 minute)", "2026-03-01T10:00:30Z", "2026-03-01T10:01:00.000Z"],
  ["rate(2 hours)", "2026-03-01T10:00:00Z", "2026-03-01T12:00:00.000Z"],
  ["cron(0 10 * * ? *)", "2026-03-01T10:00:00Z", "2026-03-02T10:00:00.000Z"],
  ["cron(15 12 * * ? *)", "2026-03-01T10:00:00Z", "2026-03-01T12:15:00.000Z"],
  ["cron(0 18 ? * MON-FRI *)", "2026-11-20T18:00:00Z", "2026-11-23T18:00:00.000Z"],
  ["cron(0 8 1 * ? *)", "2026-01-31T00:00:00Z", "2026-02-01T08:00:00.000Z"],
  ["cron(0/15 * * * ? *)", "2026-01-31T23:45:00Z", "2026-02-01T00:00:00.000Z"],
  ["cron(0/5 8-17 ? * MON-FRI *)", "2026-11-23T17:55:00Z", "2026-11-24T08:00:00.000Z"],
  ["cron(30 0 ? * 2#1 *)", "2026-11-22T00:00:00Z", "2026-12-07T00:30:00.000Z"],
  ["cron(0 0 L * ? *)", "2028-02-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ["cron(0 0 ? * 6L *)", "2026-11-22T00:00:00Z", "2026-11-27T00:00:00.000Z"],
  ["cron(0 0 1W * ? *)", "2026-07-31T00:00:00Z", "2026-08-03T00:00:00.000Z"],
  ["cron(0 0 29 2 ? *)", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00.000Z"],
  ["cron(0 0 1 JAN ? 2030)", "2026-03-01T00:00:00Z", "2030-01-01T00:00:00.000Z"],
  ["cron(0 0 1 1 ? 2020)", "2026-03-01T00:00:00Z", undefined],
  ["at(2026-11-22T08:00:00)", "2026-11-22T07:00:00Z", "2026-11-22T08:00:00.000Z"],
  ["at(2026-11-22T08:00:00)", "2026-11-22T08:00:00Z", undefined],
])("%s after %s fires at %s", (expression, after, expected) => {
  expect(next(expression, after)).toBe(expected);
});

test.each([
  "rate(0 minutes)",
  "rate(5 minute)",
  "cron(0 10 * * * *)",
  "cron(60 10 * * ? *)",
  "cron(0 10 ? * MOO *)",
  "daily",
])("%s is no schedule", (expression) => {
  expect(() => parseSchedule(expression, 0)).toThrow(/not valid/);
});
