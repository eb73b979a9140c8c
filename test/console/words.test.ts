import { expect, test } from "vitest";
import { dictionaries } from "../../console/words/dictionaries.ts";
import { ago, duration, span } from "../../console/words/times.ts";
import { LogKind } from "../../functions/contracts/log-entry.ts";
import { reasons } from "../../functions/contracts/outcome.ts";

/** Every word of a dictionary by its place; functions by how many values they take. */
function places(value: unknown, at = ""): [place: string, kind: string][] {
  if (typeof value === "function") return [[at, `takes ${value.length}`]];
  if (typeof value !== "object" || value === null) return [[at, typeof value]];
  return Object.entries(value).flatMap(([key, inner]) => places(inner, `${at}/${key}`));
}
const sorted = (value: unknown): string[] =>
  places(value)
    .map((place) => place.join(" "))
    .sort();
const texts = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(texts)
      : [];

test("English and German have words for the same things", () => {
  expect(places(dictionaries.en).length).toBeGreaterThan(400);
  expect(sorted(dictionaries.de)).toEqual(sorted(dictionaries.en));
});

test("no word is empty, and German is not left in English", () => {
  for (const dictionary of Object.values(dictionaries))
    expect(texts(dictionary).filter((text) => text.trim() === "")).toEqual([]);
  const sentences = texts(dictionaries.en).filter((text) => text.includes(" "));
  const german = new Set(texts(dictionaries.de));
  expect(sentences.filter((sentence) => german.has(sentence))).toEqual([]);
});

test("every reason and every kind of log entry has its words; English ones say what the contract says", () => {
  expect(dictionaries.en.reasons).toEqual(reasons);
  for (const { logKinds } of Object.values(dictionaries))
    expect(Object.keys(logKinds).sort()).toEqual([...LogKind.options].sort());
  expect(Object.keys(dictionaries.de.reasons).sort()).toEqual(Object.keys(reasons).sort());
});

test("times are said as somebody who waits would say them", () => {
  const minute = 60_000;
  expect([20_000, 3 * minute, 130 * minute, 600 * minute, 3000 * minute].map((ms) => span(ms, "en"))).toEqual([
    "a moment",
    "3 min",
    "2 h 10 min",
    "10 h",
    "2 days",
  ]);
  expect(ago("2026-01-01T10:00:00Z", Date.parse("2026-01-01T10:05:00Z"), "de")).toBe("vor 5 Min.");
  expect(ago("2026-01-01T10:00:00Z", Date.parse("2026-01-01T09:55:00Z"), "en")).toBe("in 5 min");
  expect([38, 1400, 125_000].map((ms) => duration(ms, "en"))).toEqual(["38 ms", "1.4 s", "2 min 5 s"]);
});
