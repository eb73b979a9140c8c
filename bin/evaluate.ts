// Labelled emails through the answering code: `npm run evaluate [-- --part tuning|tuning-N|locked|locked-2] [--model embedded|scripted|openai:NAME]
// [--send-at 0.6] [--against MODEL] [--against-send-at 0.7] [--held] [--json FILE] [--record]`.
// `scripted` reads as the labels do: then our own code is measured, what the gate lets through and why it holds the rest.
// Exit 1 below the recorded floor. OPENAI_API_KEY and OPENAI_BASE_URL say where a model is asked.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import * as z from "zod";
import { type Case, type Figures, figuresOf } from "./evaluate/figures.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const floorsFile = path.join(root, "test/conformance/evaluation-floors.json");
const isPart = (name: string): boolean => /^(?:tuning|locked)(?:-\d+)?$/.test(name);

/** By part and model: the least that is answered, the most that is wrong or missed. */
const Floor = z.strictObject({ answered: z.int(), wrong: z.int(), missedAnger: z.int(), ndcg: z.number() });
const Floors = z.record(z.string(), Floor);

interface Adapter {
  readonly evaluate: (
    part: string,
    configuration: {
      model: string;
      sendAt: number | undefined;
      access: { apiKey: string; baseUrl: string | undefined };
    },
  ) => Promise<readonly Case[]>;
  readonly searchQuality: () => { readonly questions: number; readonly ndcg: number };
}

const { values } = parseArgs({
  options: {
    part: { type: "string", default: "tuning" },
    model: { type: "string", default: "embedded" },
    "send-at": { type: "string" },
    against: { type: "string" },
    "against-send-at": { type: "string" },
    held: { type: "boolean", default: false },
    json: { type: "string" },
    record: { type: "boolean", default: false },
  },
});
if (!isPart(values.part))
  stop(`There is no part '${values.part}': say tuning, one author's tuning-3, locked or locked-2.`);

const adapter: Adapter = await import(pathToFileURL(path.join(root, "test/conformance/evaluate.ts")).href);
const access = { apiKey: process.env["OPENAI_API_KEY"] ?? "", baseUrl: process.env["OPENAI_BASE_URL"] };

const cases = await run(values.model, values["send-at"]);
const figures = figuresOf(cases);
const { ndcg, questions } = adapter.searchQuality();
show(values.model, figures);
console.log(`  ${"search".padEnd(34)} nDCG@5 ${ndcg.toFixed(3)} on ${questions} graded questions`);
if (values.held)
  for (const one of cases.filter(({ answerable, sent }) => answerable && !sent))
    console.log(`      held ${one.id}: ${one.reasons.join(", ")}`);

if (values.against !== undefined || values["against-send-at"] !== undefined) {
  const other = values.against ?? values.model;
  const others = await run(other, values["against-send-at"]);
  show(other, figuresOf(others));
  compare(cases, others);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ figures, ndcg, cases }, null, 2)}\n`);
process.exit(judge(figures) ? 0 : 1);

async function run(model: string, sendAt: string | undefined): Promise<readonly Case[]> {
  if (!["embedded", "scripted"].includes(model) && !model.startsWith("openai:"))
    stop(`There is no model '${model}': say embedded, scripted or openai:NAME.`);
  if (model.startsWith("openai:") && access.apiKey === "")
    stop("Set OPENAI_API_KEY to evaluate a model that is not embedded.");
  return adapter.evaluate(values.part, { model, sendAt: sendAt === undefined ? undefined : Number(sendAt), access });
}

function show(model: string, all: Figures): void {
  console.log(`\n${values.part}, ${model} (${all.prompts.join(", ")})`);
  for (const [what, figure] of all.lines) console.log(`  ${what.padEnd(34)} ${figure}`);
}

/** What the second configuration does otherwise, email by email. */
function compare(ours: readonly Case[], theirs: readonly Case[]): void {
  console.log("\nWhere the second differs from the first:");
  for (const [at, one] of ours.entries()) {
    const other = theirs[at];
    if (other === undefined || (one.sent === other.sent && one.right === other.right)) continue;
    const word = ({ sent, right }: Case) => (sent ? (right ? "right" : "WRONG") : "held");
    console.log(`  ${one.id}: ${word(one)} → ${word(other)}`);
  }
}

function judge(all: Figures): boolean {
  const floors = Floors.parse(JSON.parse(readFileSync(floorsFile, "utf8")));
  const name = `${values.part} ${values.model}`;
  const reached = {
    answered: all.answered,
    wrong: all.wrong,
    missedAnger: all.missedAnger,
    ndcg: Math.floor(ndcg * 1000) / 1000,
  };
  if (values.record) writeFileSync(floorsFile, `${JSON.stringify({ ...floors, [name]: reached }, null, 2)}\n`);
  const floor = values.record ? reached : floors[name];
  if (floor === undefined) {
    console.log(`\nNo floor is recorded for ${name}: --record sets one. Without one, no wrong reply may be sent.`);
    return all.wrong === 0;
  }
  const below = [
    ...(reached.answered < floor.answered ? [`answered ${reached.answered}, floor ${floor.answered}`] : []),
    ...(reached.wrong > floor.wrong ? [`wrong ${reached.wrong}, at most ${floor.wrong}`] : []),
    ...(reached.missedAnger > floor.missedAnger
      ? [`missed anger ${reached.missedAnger}, at most ${floor.missedAnger}`]
      : []),
    ...(reached.ndcg < floor.ndcg ? [`nDCG@5 ${reached.ndcg}, floor ${floor.ndcg}`] : []),
  ];
  console.log(below.length === 0 ? "\nAt or above every floor." : `\nBelow the floor: ${below.join("; ")}`);
  return below.length === 0;
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
