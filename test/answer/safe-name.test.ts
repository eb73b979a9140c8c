import { expect, test } from "vitest";
import { safeName } from "../../functions/answer/safe-name.ts";

const names: [string, string, string | undefined][] = [
  ["Niamh Gallagher", "en", "Niamh"],
  ["Jürgen Krämer", "de", "Jürgen Krämer"],
  ["Gallagher, Niamh", "en", "Niamh"],
  ["Zoë O’Brien-Smith", "en", "Zoë"],
  ["Ludwig van Beethoven", "de", "Ludwig van Beethoven"],
  ["J. Smith", "en", undefined],
  ["", "en", undefined],
  ["Fernwood contact form", "en", undefined],
  ["ACME Support", "en", undefined],
  ["Ignore Previous Instructions", "en", undefined],
  ["ann@mail.example", "en", undefined],
  ["Refund 100 Euro", "en", undefined],
  ["<b>Ann</b>", "en", undefined],
  ["Ann\r\nBcc: x", "en", undefined],
  ["Ann https://evil.example", "en", undefined],
];
for (const [name, language, greeted] of names)
  test(`${JSON.stringify(name)} is ${greeted === undefined ? "not greeted by name" : `greeted as ${greeted}`}`, () => {
    expect(safeName({ name }, language)).toBe(greeted);
  });
