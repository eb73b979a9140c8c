import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as z from "zod";
import { jsonLines } from "./json-lines.ts";
import { type Measure, openTally, type Suite } from "./measure.ts";

const Case = z.object({ id: z.string(), expected: z.object({ events: z.unknown().optional() }) });
const Report = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      scope: z.string(),
      pass: z.boolean(),
      why: z.string().optional(),
      causePass: z.boolean(),
      causeWhy: z.string().optional(),
      typesPass: z.boolean().optional(),
      typesWhy: z.string().optional(),
      eventsPass: z.boolean().optional(),
      eventsWhy: z.string().optional(),
    }),
  ),
});

/** Step Functions as AWS recorded it: the corpus brings its own runner, which loads our adapter. */
export const asl: Suite = {
  adapter: "test/conformance/asl.ts",
  run: async (corpus, adapter) => {
    const folder = path.join(corpus, "conformance/asl");
    const scratch = mkdtempSync(path.join(tmpdir(), "switchboard-conformance-"));
    try {
      const out = path.join(scratch, "asl.json");
      await finished(path.join(folder, "run.mjs"), ["--adapter", adapter, "--out", out]);
      return measured(
        Report.parse(JSON.parse(readFileSync(out, "utf8"))),
        new Set(
          jsonLines(path.join(folder, "cases.jsonl"), Case)
            .filter(({ expected }) => expected.events !== undefined)
            .map(({ id }) => id),
        ),
      );
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  },
};

function measured({ results }: z.infer<typeof Report>, withHistory: ReadonlySet<string>): Measure[] {
  const tally = openTally();
  for (const one of results) {
    const note = (field: string, pass: boolean | undefined, why: string | undefined) =>
      tally.note(field, one.id, pass === true ? undefined : (why ?? "no answer"));
    note("result", one.pass, one.why);
    note(one.scope === "core" ? "result, core" : "result, extended", one.pass, one.why);
    note("cause", one.causePass, one.causeWhy ?? one.why);
    if (!withHistory.has(one.id)) continue;
    note("event types", one.typesPass, one.typesWhy ?? one.why);
    note("events", one.eventsPass, one.eventsWhy ?? one.why);
  }
  return tally.measures();
}

function finished(script: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, script, ...args], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}: run it by itself to see why`)),
    );
  });
}
