// `npm run bench [-- BENCH] [-- --json FILE]`: `flow` measures a whole Switchboard from outside, as its users meet it
// (`--emails N`); `desk` the queue with 10,000 tasks in it; `engine` the workflow engine (`--waiting`: 100,000 executions
// that wait; `--flat`: as the file grows to a million; `--peers DIR`: beside the engines whose run.mjs lies there);
// `reading` how fast one core reads emails, with `--folder DIR` also those of a folder; `models` the model port;
// `search` a question's search in 100,000 passages (`--passages N`);
// `deliveries [--deliveries N] [--seed S]` whether mail is neither lost nor answered twice while everything fails, by seed.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureDeliveries } from "./deliveries.ts";
import { measureDesk } from "./desk.ts";
import { measureEngine } from "./engine.ts";
import { measureFlow } from "./flow.ts";
import { thisMachine } from "./machine.ts";
import { measureModels } from "./models.ts";
import { measureReading } from "./reading.ts";
import { measureSearch } from "./search.ts";

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What issue or design asks for; reported, and the exit code's judge only with --gate. */
  readonly target?: { readonly at: "most" | "least"; readonly value: number };
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    emails: { type: "string", default: "5000" },
    folder: { type: "string" },
    deliveries: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    passages: { type: "string", default: "100000" },
    peers: { type: "string" },
    waiting: { type: "boolean", default: false },
    flat: { type: "boolean", default: false },
    json: { type: "string" },
    gate: { type: "boolean", default: false },
  },
});

const machine = thisMachine();
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, fsync ${machine.fsyncMs.toFixed(2)} ms\n`,
);
const options = {
  emails: Number(values.emails),
  folder: values.folder,
  deliveries: Number(values.deliveries),
  seed: Number(values.seed),
  passages: Number(values.passages),
  peers: values.peers,
  waiting: values.waiting,
  flat: values.flat,
  say: (line: string) => console.log(`  ${line}`),
};
const benches: Readonly<Record<string, (given: typeof options) => Promise<Figure[]>>> = {
  flow: measureFlow,
  engine: measureEngine,
  desk: measureDesk,
  reading: measureReading,
  models: measureModels,
  search: measureSearch,
  deliveries: measureDeliveries,
};
const figures: Figure[] = [];
for (const name of positionals.length > 0 ? positionals : ["flow"]) {
  const measure = benches[name];
  if (measure === undefined) throw new Error(`There is no bench '${name}': say ${Object.keys(benches).join(" or ")}.`);
  figures.push(...(await measure(options)));
}

const meets = ({ value, target }: Figure): boolean =>
  target === undefined || (target.at === "most" ? value <= target.value : value >= target.value);
console.log("");
for (const figure of figures) {
  const wanted = figure.target
    ? `  (at ${figure.target.at} ${figure.target.value}${meets(figure) ? "" : ": MISSED"})`
    : "";
  console.log(
    `${figure.name.padEnd(58)} ${figure.value.toFixed(figure.value < 10 ? 2 : 0).padStart(8)} ${figure.unit}${wanted}`,
  );
}
if (values.json !== undefined)
  writeFileSync(values.json, JSON.stringify({ machine, when: new Date().toISOString(), figures }, null, 2));
if (values.gate && !figures.every(meets)) process.exit(1);
