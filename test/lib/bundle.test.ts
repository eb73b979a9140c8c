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

/** Functions that ask a model. Word lists are loaded while it is asked, providers' SDKs when they are. */
const asking = [
  "understand/read-mood",
  "understand/sort-by-topic",
  "understand/read-attachments",
  "answer/write-reply",
  "answer/check-reply",
  "answer/embed-passages",
] as const;
const mostBeforeFirstCall = 512_000;

describe("a function's bundle", () => {
  test.each(asking)("%s loads at most 500 KB before it asks a model", (handler) => {
    expect(sizeOf(loaded(path.join(folder, `${handler}.mjs`)))).toBeLessThanOrEqual(mostBeforeFirstCall);
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

  test("has each model's weights beside it, at most 27 MB, of which the word vectors are 3 MB", () => {
    const weights = globSync("functions/models/*/*.bin").map((file) => path.basename(file));
    expect(weights).toContain("word-vectors.bin");
    expect(globSync("*.bin", { cwd: folder }).sort()).toEqual(weights.sort());
    expect(statSync(path.join(folder, "word-vectors.bin")).size).toBeLessThanOrEqual(3_000_000);
    expect(sizeOf(weights.map((file) => path.join(folder, file)))).toBeLessThanOrEqual(27_000_000);
    expect(statSync(path.join(folder, "knowledge-meanings.json")).size).toBeLessThanOrEqual(4_000_000);
  });
});
