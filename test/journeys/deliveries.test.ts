import "./simulation/quiet.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { synthesise } from "../../bin/local-synth.ts";
import { runSeed } from "./simulation/run-seed.ts";

const folder = mkdtempSync(path.join(tmpdir(), "switchboard-deliveries-"));
let cdkOut = "";
beforeAll(async () => {
  cdkOut = await synthesise(folder, () => undefined);
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// `npm run bench -- deliveries` tries ten thousand deliveries; here one seed sees that nothing has become worse.
test.each([1])(
  "mail under seed %i, with everything failing that can, is neither lost nor answered twice (I1–I7, F1, F2, F5–F7, F12, F13, F16, F26, F27, F29, F32)",
  async (seed) => {
    const result = await runSeed({ seed, customers: 15, cdkOut });
    expect(result.stories).toEqual([]);
    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({ lost: 0, duplicates: 0 });
    expect(result.deliveries).toBeGreaterThan(result.emails);
    expect(result.replies).toBeGreaterThan(3);
  },
);
