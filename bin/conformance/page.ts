import path from "node:path";
import { pathToFileURL } from "node:url";
import * as z from "zod";
import { jsonLines } from "./json-lines.ts";
import { openTally, type Suite } from "./measure.ts";

const Payload = z.object({ payload: z.string() });
type InThePage = (
  payloads: readonly { readonly id: string; readonly html: string }[],
) => Promise<ReadonlyMap<string, string>>;

/** S2, S3: the same attacks by email, through the real page in a real browser: no dialog, no request, no navigation. */
export const page: Suite = {
  adapter: "test/conformance/page.ts",
  run: async (corpus, adapter) => {
    const inThePage: InThePage = (await import(pathToFileURL(adapter).href)).default;
    const payloads = jsonLines(path.join(corpus, "corpus/attacks/html_payloads.jsonl"), Payload);
    const numbered = payloads.map(({ payload }, index) => ({ id: `#${index + 1}`, html: payload }));
    const problems = await inThePage(numbered);
    const tally = openTally();
    for (const { id } of numbered) tally.note("does nothing in the page", id, problems.get(id));
    return tally.measures();
  },
};
