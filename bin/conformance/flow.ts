import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { emailAround } from "./bare-body.ts";
import { jsonLines } from "./json-lines.ts";
import { openTally, type Suite } from "./measure.ts";

const Entry = z.object({
  id: z.string(),
  format: z.enum(["rfc822", "text-body", "html-body"]),
  file: z.string(),
  expect: z.looseObject({ never_auto_reply: z.boolean().optional() }),
});
const bodyTypes = { "text-body": "text/plain", "html-body": "text/html" } as const;

/** What became of one email, as `test/conformance/flow.ts` reports it; absent when it is lost. */
const Ended = z
  .object({ outcome: z.string(), reasons: z.array(z.string()), replies: z.int(), seconds: z.number() })
  .optional();
type Run = (emails: readonly Uint8Array[]) => Promise<readonly unknown[]>;

const named = new Set(["answered", "waiting", "closed", "quarantined", "superseded"]);
/** What people read when something of ours broke. */
const broken = new Set(["step-failed", "run-failed"]);
const longestSeconds = 10;

/** Every email of the corpus over SMTP through the whole of a running Switchboard. */
export const flow: Suite = {
  adapter: "test/conformance/flow.ts",
  run: async (corpus, adapter) => {
    const folder = path.join(corpus, "corpus/mail");
    const run: Run = (await import(pathToFileURL(adapter).href)).default;
    const entries = [...jsonLines(path.join(folder, "manifest.jsonl"), Entry)];
    const ends = await run(
      entries.map(({ format, file }, at) => {
        const bytes = readFileSync(path.join(folder, file));
        return format === "rfc822" ? bytes : ofItsOwn(emailAround(bytes, bodyTypes[format]), at);
      }),
    );
    const tally = openTally();
    const counts = new Map<string, number>();
    for (const [at, { id, expect }] of entries.entries()) {
      const end = Ended.parse(ends[at]);
      const outcome = end?.outcome ?? "lost";
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      for (const [field, problem] of Object.entries(problemsWith(end))) tally.note(field, id, problem);
      if (expect.never_auto_reply === true)
        tally.note("no automatic reply", id, end?.replies === 0 ? undefined : `got ${end?.replies} replies`);
    }
    console.log("  the pace of one sender's runs (F28) is lifted");
    console.log(`  ${[...counts].map(([outcome, of]) => `${of} ${outcome}`).join(", ")}`);
    return tally.measures();
  },
};

/** By field, what is wrong with an email's end; undefined where nothing is. */
function problemsWith(end: z.infer<typeof Ended>): Record<string, string | undefined> {
  const outcome = end?.outcome ?? "lost";
  const seconds = end?.seconds ?? Number.POSITIVE_INFINITY;
  return {
    "in a named state": named.has(outcome) ? undefined : `is ${outcome}`,
    "nothing of ours failed": end?.reasons.find((reason) => broken.has(reason)),
    [`within ${longestSeconds} s`]: seconds <= longestSeconds ? undefined : `took ${seconds.toFixed(1)} s`,
  };
}

/** Another customer and Message-ID for each, or they would all be one conversation. */
const ofItsOwn = (email: Buffer, at: number): Buffer =>
  Buffer.from(email.toString("latin1").replace("customer@", `customer${at}@`).replace("<1@", `<${at}@`), "latin1");
