// Runs the public corpora through the adapters in test/conformance and compares with the recorded floors:
// `npm run conformance [-- asl|mail|flow|html|injection|page] [--corpus DIR] [--failures] [--record]`.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod";
import { asl } from "./conformance/asl.ts";
import { flow } from "./conformance/flow.ts";
import { html } from "./conformance/html.ts";
import { injection } from "./conformance/injection.ts";
import { mail } from "./conformance/mail.ts";
import type { Measure, Suite } from "./conformance/measure.ts";
import { page } from "./conformance/page.ts";
import { browserPath } from "./screenshots/browser.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const floorsFile = path.join(root, "test/conformance/floors.json");
const suites: Readonly<Record<string, Suite>> = { asl, mail, flow, html, injection, page };

/** `page` needs a browser: where there is none it is left out, and said to be. */
const byDefault = Object.keys(suites).filter((name) => name !== "page" || browserPath !== undefined);

/** By suite and field: the least that has to pass, of how many cases. With another number of cases it is another corpus. */
const Floors = z.record(z.string(), z.record(z.string(), z.strictObject({ passed: z.int(), of: z.int() })));
type Floors = z.infer<typeof Floors>;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: "string", default: path.join(root, "../shared") },
    failures: { type: "boolean", default: false },
    record: { type: "boolean", default: false },
  },
});
const unknown = positionals.filter((name) => !(name in suites));
if (unknown.length > 0)
  stop(`There is no suite '${unknown.join("', '")}': say ${Object.keys(suites).join(", ")}, or nothing for all.`);
if (!existsSync(values.corpus)) stop(`There is no corpus at ${values.corpus}: say where it lies with --corpus DIR.`);

const floors = Floors.parse(JSON.parse(readFileSync(floorsFile, "utf8")));
const reached: Floors = structuredClone(floors);
let passed = 0;
let failed = 0;
for (const name of positionals.length > 0 ? positionals : byDefault) {
  const suite = suites[name];
  if (suite !== undefined) await run(name, suite);
}
if (browserPath === undefined && positionals.length === 0)
  console.log("\npage: NO BROWSER, so not run. Install Debian's chromium, or set CHROME_PATH.");
if (values.record) writeFileSync(floorsFile, `${JSON.stringify(reached, null, 2)}\n`);
console.log("\nEach field counts once: passed at or above its floor in test/conformance/floors.json, failed below.");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

async function run(name: string, suite: Suite): Promise<void> {
  console.log(`\n${name}`);
  const adapter = path.join(root, suite.adapter);
  if (!existsSync(adapter)) {
    console.log(`  not built yet: ${suite.adapter}`);
    failed += Object.keys(floors[name] ?? {}).length;
    return;
  }
  const started = performance.now();
  const measures = await suite.run(path.resolve(values.corpus), adapter).catch((error: unknown) => {
    console.log(`  ✗ could not run: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    failed += 1;
    return undefined;
  });
  if (measures === undefined) return;
  for (const measure of measures) report(name, measure);
  for (const field of Object.keys(floors[name] ?? {}))
    if (!measures.some((measure) => measure.field === field)) {
      console.log(`  ✗ ${field}: has a floor, but was not measured`);
      failed += 1;
    }
  reached[name] = Object.fromEntries(
    measures.map(({ field, passed: count, total }) => [field, { passed: count, of: total }]),
  );
  console.log(`  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function report(name: string, { field, passed: count, total, failures }: Measure): void {
  const floor = floors[name]?.[field];
  const comparable = floor !== undefined && floor.of === total;
  const isBelow = comparable && count < floor.passed;
  if (isBelow) failed += 1;
  else passed += 1;
  const share = `${((100 * count) / total).toFixed(1)} %`.padStart(8);
  const beside = comparable
    ? `floor ${floor.passed}`
    : floor === undefined
      ? "no floor"
      : `another corpus: floor of ${floor.of} cases`;
  console.log(
    `  ${isBelow ? "✗" : "✓"} ${field.padEnd(26)} ${`${count}`.padStart(4)} of ${`${total}`.padStart(4)} ${share}   ${beside}`,
  );
  if (values.failures) for (const failure of failures) console.log(`      ${failure}`);
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
