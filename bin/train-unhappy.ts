// Learns which emails a person must see because their author is upset, from the tuning emails and samples/mood, and says how
// well it reads authors it has not seen: `node tools/node24.cjs bin/train-unhappy.ts [--write]`. --write keeps the weights.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

interface Missed {
  readonly author: string;
  readonly unhappy: number;
  readonly missed: number;
  readonly answerable: number;
  readonly held: number;
}
interface Adapter<Labelled> {
  readonly labelled: () => Promise<readonly Labelled[]>;
  readonly byAuthorLeftOut: (all: readonly Labelled[]) => readonly Missed[];
  readonly learnUnhappy: (all: readonly Labelled[]) => { step: number; features: string; weights: string };
}
const adapter: Adapter<unknown> = await import(
  new URL("test/conformance/unhappy.ts", new URL("..", import.meta.url)).href
);
const all = await adapter.labelled();
for (const { author, unhappy, missed, answerable, held } of adapter.byAuthorLeftOut(all))
  console.log(
    `${author.padEnd(10)} left out: unhappy missed ${missed} of ${unhappy}, answerable held ${held} of ${answerable}`,
  );
if (values.write) {
  const { step, features, weights } = adapter.learnUnhappy(all);
  const target = fileURLToPath(new URL("../functions/models/embedded/mood/unhappy-weights.ts", import.meta.url));
  writeFileSync(
    target,
    `/**\n * Learnt by bin/train-unhappy.ts from samples/evaluation/tuning*.yaml and samples/mood: names of features as numbers of three\n * bytes, ascending, and one byte of weight each, in steps of \`step\`.\n */\nexport const weightsOfUnhappy = {\n  step: ${step},\n  features:\n    "${features}",\n  weights:\n    "${weights}",\n} as const;\n`,
  );
  console.log(`${Buffer.from(weights, "base64").length} weights written to ${target}`);
}
