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
// Reached with five folds; lower is a step back.
const floors = { f1: 0.65, r: 0.72 };
interface Rated {
  readonly id: string;
  readonly rating: number;
  readonly text: string;
}
interface Adapter {
  readonly crossValidated: (rated: readonly Rated[], parts: number) => { readonly f1: number; readonly r: number };
  readonly learn: (rated: readonly Rated[]) => readonly {
    readonly view: string;
    readonly share: number;
    readonly step: number;
    readonly features: string;
    readonly weights: string;
  }[];
}
const adapter = new URL("test/conformance/mood.ts", new URL("..", import.meta.url));
const { crossValidated, learn }: Adapter = await import(adapter.href);
const { f1, r } = crossValidated(rated, Number(values.folds));
console.log(
  `${rated.length} sentences, ${values.folds} folds by product: macro-F1 ${f1.toFixed(3)}, r ${r.toFixed(3)}`,
);
if (f1 < floors.f1 || r < floors.r) {
  console.error(`Below the floor: macro-F1 ${floors.f1}, r ${floors.r}.`);
  process.exitCode = 1;
}
if (values.write) {
  const target = fileURLToPath(new URL("../functions/models/embedded/mood/learned-weights.ts", import.meta.url));
  const rows = learn(rated).map(
    ({ view, share, step, features, weights }) =>
      `  {\n    view: "${view}",\n    share: ${share},\n    step: ${step},\n    features:\n      "${features}",\n    weights:\n      "${weights}",\n  },\n`,
  );
  writeFileSync(
    target,
    `/**\n * Learnt from people's ratings of product reviews (C.J. Hutto, E. Gilbert: VADER, ICWSM 2014) by bin/train-mood.ts: for each\n * view of a sentence, features as numbers of three bytes and what each weighs for negative, neither and positive.\n */\nexport const learned = [\n${rows.join("")}] as const;\n`,
  );
  console.log(`weights written to ${target}`);
}
