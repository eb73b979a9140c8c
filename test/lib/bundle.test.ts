import { globSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bundle } from "./assembly.ts";

let folder: string;
beforeAll(async () => {
  folder = await bundle();
}, 240_000);

/** A file and all that its static imports load with it. */
function loaded(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, target] of readFileSync(file, "utf8").matchAll(/\b(?:from|import)"(\.{1,2}\/[^"]+\.mjs)"/g))
    if (target !== undefined) loaded(path.resolve(path.dirname(file), target), seen);
  return seen;
}

const sizeOf = (files: Iterable<string>): number => [...files].reduce((sum, file) => sum + statSync(file).size, 0);

/** Bytes before the first call to a model. Those of `answer` carry the words by which articles are found and drafts checked. */
const beforeFirstCall = {
  "understand/read-mood": 512_000,
  "understand/sort-by-topic": 512_000,
  "answer/write-reply": 670_000,
  "answer/check-reply": 670_000,
} as const;

describe("a function's bundle", () => {
  test.each(Object.entries(beforeFirstCall))("%s loads at most %i bytes before it asks a model", (handler, most) => {
    expect(sizeOf(loaded(path.join(folder, `${handler}.mjs`)))).toBeLessThanOrEqual(most);
  });

  test("has the providers' SDKs in chunks of their own, with both of them at most 1.1 MB", () => {
    const before = loaded(path.join(folder, "understand/sort-by-topic.mjs"));
    const providers = ["openai", "bedrock"].map((name) => globSync(`chunks/${name}-*.mjs`, { cwd: folder })[0]);
    const all = new Set(before);
    for (const provider of providers) {
      expect(provider).toBeDefined();
      const chunk = path.join(folder, provider ?? "");
      expect(before.has(chunk)).toBe(false);
      loaded(chunk, all);
    }
    expect(sizeOf(all)).toBeLessThanOrEqual(1_100_000);
  });

  test("has the word vectors beside it, at most 3 MB, and reads none of them before they are needed", () => {
    expect(statSync(path.join(folder, "word-vectors.bin")).size).toBeLessThanOrEqual(3_000_000);
  });
});
