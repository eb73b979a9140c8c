// `npm run bench [-- flow] [-- --emails N] [-- --json FILE]`: measures a whole Switchboard from outside, as its users meet it.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureFlow } from "./flow.ts";
import { thisMachine } from "./machine.ts";

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What issue or design asks for; reported, and the exit code's judge only with --gate. */
  readonly target?: { readonly at: "most" | "least"; readonly value: number };
}

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    emails: { type: "string", default: "5000" },
    json: { type: "string" },
    gate: { type: "boolean", default: false },
  },
});

const machine = thisMachine();
console.log(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}, fsync ${machine.fsyncMs.toFixed(2)} ms\n`,
);
const figures = await measureFlow({ emails: Number(values.emails), say: (line) => console.log(`  ${line}`) });

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
