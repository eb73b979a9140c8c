import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openBreaker } from "../../functions/models/breaker.ts";
import { ModelFailure, type Provider } from "../../functions/models/providers/provider.ts";
import { recorded } from "../../functions/models/recording/tape.ts";
import { fileTape } from "../../functions/models/recording/tape-files.ts";
import { openRouter } from "../../functions/models/router.ts";
import { memoryStore } from "./memory-breaker.ts";
import { candidate, good } from "./routed.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "switchboard-tape-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const port = (mode: "keep" | "play", provider: Provider | undefined) => {
  const made = recorded(provider, "openai", { mode, run: "monday" }, fileTape(folder));
  return openRouter({
    candidates: { "read-mood": [candidate("openai", "first"), candidate("openai", "second")] },
    providers: { embedded: undefined, bedrock: undefined, openai: made },
    allowed: () => true,
    breaker: openBreaker(
      memoryStore(),
      () => 0,
      () => undefined,
    ),
    ...{ nowMs: () => 0, random: () => 0, sleep: async () => undefined, warn: () => undefined },
  });
};
const words = (text: string) => ({ emails: [{ subject: "", words: text }] });

test("a recorded run plays back byte for byte, failures and second tries too, and asks nobody", async () => {
  const script: (() => object)[] = [
    () => {
      throw new ModelFailure("throttled", "busy", { retryAfterMs: 5 });
    },
    () => ({ ...good, extra: "breaks the schema" }),
    () => ({ ...good, score: 0.123456789, signals: ["« ü »"] }),
  ];
  let asked = 0;
  const live = port("keep", async () => ({
    output: script[asked++]?.(),
    inputTokens: 17,
    outputTokens: 4,
  }));
  const first = await live.ask("read-mood", words("Hello, my card is 4111 1111 1111 1111"));
  const again = await port("play", undefined).ask("read-mood", words("Hello, my card is 4111 1111 1111 1111"));
  expect(JSON.stringify(again)).toBe(JSON.stringify(first));
  expect(again.calls.map(({ failure }) => failure)).toEqual(["throttled", "schema", undefined]);
  expect(asked).toBe(3);
});

test("a question that was never recorded has no answer, and says so", async () => {
  await port("keep", async () => ({ output: good, inputTokens: 1, outputTokens: 1 })).ask("read-mood", words("One"));
  await expect(port("play", undefined).ask("read-mood", words("Two"))).rejects.toThrow("openai/first: unable");
});
