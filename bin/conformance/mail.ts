import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { emailAround } from "./bare-body.ts";
import { jsonLines } from "./json-lines.ts";
import { fields, notCompared, ReadEmail } from "./mail-fields.ts";
import { openTally, type Suite } from "./measure.ts";

const Entry = z.object({
  id: z.string(),
  kind: z.string(),
  format: z.enum(["rfc822", "text-body", "html-body"]),
  file: z.string(),
  expect: z.record(z.string(), z.unknown()),
});
const bodyTypes = { "text-body": "text/plain", "html-body": "text/html" } as const;
type Reader = (raw: Uint8Array) => Promise<unknown>;

/** Public test emails, each field against what its own project says of it. */
export const mail: Suite = {
  adapter: "test/conformance/mail.ts",
  run: async (corpus, adapter) => {
    const folder = path.join(corpus, "corpus/mail");
    const read: Reader = (await import(pathToFileURL(adapter).href)).default;
    const tally = openTally();
    for (const entry of jsonLines(path.join(folder, "manifest.jsonl"), Entry)) {
      const bytes = readFileSync(path.join(folder, entry.file));
      const outcome = await attempt(
        read,
        entry.format === "rfc822" ? bytes : emailAround(bytes, bodyTypes[entry.format]),
      );
      for (const [field, expected] of Object.entries(entry.expect))
        if (!(field in notCompared)) tally.note(field, entry.id, problemWith(field, expected, outcome, entry));
    }
    return tally.measures();
  },
};

/** A field that nobody compares is a gap of this suite and counts as wrong, never as right. */
function problemWith(
  field: string,
  expected: unknown,
  outcome: ReadEmail | string,
  { kind }: z.infer<typeof Entry>,
): string | undefined {
  const check = fields[field];
  if (check === undefined) return "bin/conformance/mail-fields.ts has no row for this field";
  return typeof outcome === "string" ? outcome : check(expected, { email: outcome, kind });
}

async function attempt(read: Reader, raw: Uint8Array): Promise<ReadEmail | string> {
  try {
    return ReadEmail.parse(await read(raw));
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}
