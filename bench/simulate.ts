// `node tools/node24.cjs bench/simulate.ts [--seeds 10000] [--from 1]`: the engine under faults at every port, one seed
// after another, the same for the same seed. Prints how to run a failing seed again; exits 1 when there was one.
import { parseArgs } from "node:util";
import { simulate } from "../test/local/history/simulation/simulate.ts";

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "10000" }, from: { type: "string", default: "1" } },
});
const from = Number(values.from);
const seeds = Number(values.seeds);
const started = performance.now();
let failed = 0;
let lives = 0;
let events = 0;
for (let seed = from; seed < from + seeds; seed += 1) {
  const { broken, ...did } = await simulate(seed);
  lives += did.lives;
  events += did.events;
  if (broken.length === 0) continue;
  failed += 1;
  console.log(`seed ${seed}: ${broken.join("; ")}`);
  console.log(`  again: node tools/node24.cjs bench/simulate.ts --from ${seed} --seeds 1`);
}
const seconds = (performance.now() - started) / 1000;
console.log(`${seeds} seeds, ${lives} lives, ${events} events, ${failed} failed, ${seconds.toFixed(0)} s`);
process.exit(failed > 0 ? 1 : 0);
