// Learns how sentences feel from people's ratings and says how well it reads those it has not seen:
// `node tools/node24.cjs bin/train-mood.ts --corpus DIR [--folds 5] [--write]`. DIR holds mood/product-feedback.tsv: id,
// mean rating from -4 to 4, sentence (Hutto & Gilbert, VADER, ICWSM 2014). --write keeps the weights, never the text.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    corpus: { type: "string", default: "../shared/corpus" },
    folds: { type: "string", default: "5" },
    write: { type: "boolean", default: false },
  },
});
const file = path.resolve(values.corpus, "mood/product-feedback.tsv");
if (!existsSync(file)) {
  console.error(`There is no ${file}: say where the corpus lies with --corpus DIR.`);
  process.exit(1);
}
const rated = readFileSync(file, "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [id = "", rating, text = ""] = line.split("\t");
    return { id, rating: Number(rating), text };
  });
const mostWeights = 2500;
const weightOf = (all: readonly number[]) => Math.max(...all.map(Math.abs));
interface Rated {
  readonly id: string;
  readonly rating: number;
  readonly text: string;
}
interface Adapter {
  readonly crossValidated: (rated: readonly Rated[], parts: number) => { readonly f1: number; readonly r: number };
  readonly learn: (rated: readonly Rated[]) => {
    readonly weights: ReadonlyMap<string, readonly number[]>;
    readonly neutral: readonly number[];
  };
}
const adapter = new URL("test/conformance/mood.ts", new URL("..", import.meta.url));
const { crossValidated, learn }: Adapter = await import(adapter.href);
const { f1, r } = crossValidated(rated, Number(values.folds));
console.log(
  `${rated.length} sentences, ${values.folds} folds by product: macro-F1 ${f1.toFixed(3)}, r ${r.toFixed(3)}`,
);
if (values.write) {
  const { weights, neutral } = learn(rated);
  const cents = (value: number) => String(Math.round(value * 100));
  const lines = [...weights]
    // The weightiest are enough: what hardly moves anything is left out.
    .toSorted(([, one], [, other]) => weightOf(other) - weightOf(one))
    .filter(([name], at) => name.startsWith("#") || at < mostWeights)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, all]) => [name, ...all.map(cents)].join("\\t"));
  const target = fileURLToPath(new URL("../functions/models/embedded/mood/learned-weights.ts", import.meta.url));
  const text = [neutral.join("\\t"), ...lines].join("\\n");
  writeFileSync(
    target,
    `/**\n * Learnt from people's ratings of product reviews (C.J. Hutto, E. Gilbert: VADER, ICWSM 2014) by bin/train-mood.ts: the neutral\n * line, then per word or pair of words what it weighs for the score and for being negative, positive, neither, in hundredths.\n */\nexport const learned = ${JSON.stringify(text).replaceAll("\\\\", "\\")};\n`,
  );
  console.log(`${lines.length} weights written to ${target}`);
}
