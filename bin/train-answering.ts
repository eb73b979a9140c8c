// Learns which passage answers a question from the labelled emails that may be tuned on, and says how well it does on
// authors it has not seen: `node tools/node24.cjs bin/train-answering.ts [--write [--without AUTHOR,AUTHOR]]`.
// --write keeps the trees.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { boost, type Grown, writeTree } from "./train/boost.ts";
import { type Example, judged, type Labelled, lineOf } from "./train/judge-answers.ts";

const { values } = parseArgs({ options: { write: { type: "boolean", default: false }, without: { type: "string" } } });
const root = new URL("..", import.meta.url);
interface Adapter {
  readonly examples: () => Promise<{ readonly examples: readonly Example[]; readonly emails: readonly Labelled[] }>;
}
interface Reader {
  readonly chance: (trees: readonly Grown[], features: readonly number[]) => number;
}
const adapter: Adapter = await import(new URL("test/conformance/answering.ts", root).href);
const { chance }: Reader = await import(new URL("functions/answer/knowledge/trees.ts", root).href);

const { examples, emails } = await adapter.examples();
const authors = [...new Set(examples.filter(({ email }) => email !== undefined).map(({ author }) => author))];
console.log(`${examples.length} examples, ${emails.length} emails by authors ${authors.join(", ")}`);
for (const author of values.without === undefined ? authors : []) {
  const trees = boost(examples.filter((one) => one.author !== author));
  const own = examples.filter((one) => one.author === author && one.email !== undefined);
  const scored = own.map((one) => ({ ...one, chance: chance(trees, one.features) }));
  console.log(`without author ${author}: ${lineOf(judged(scored, emails))}`);
}
if (values.write) {
  const text = boost(examples.filter(({ author }) => !(values.without ?? "").split(",").includes(author)))
    .map(writeTree)
    .join(" ");
  writeFileSync(
    new URL("functions/answer/knowledge/answer-weights.ts", root),
    `import { readTree, type Tree } from "./trees.ts";

// biome-ignore format: written by bin/train-answering.ts; one tree after the other.
const written = "${text}";

/** What was learnt from labelled questions: which passages answer them. */
export const answerTrees = (): readonly Tree[] => written.split(" ").map(readTree);
`,
  );
}
