import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";
import { buildIndex, openIndex } from "../functions/answer/knowledge/passage-index.ts";
import { findPassages } from "../functions/answer/knowledge/search.ts";
import { KnowledgeIndex } from "../functions/contracts/knowledge.ts";
import type { Figure } from "./bench.ts";
import { manyPassages } from "./many-passages.ts";

const rounds = 3;
const Questions = z.array(z.object({ language: z.string(), question: z.string() }));
const questionsFile = new URL("../samples/evaluation/search-questions.yaml", import.meta.url);
const day = "2026-11-22";

/**
 * How long one question looks for its passages in a large index, in this process, and what that index weighs. Processor
 * time of all threads, which another program on the machine does not falsify.
 */
export async function measureSearch({
  passages: count,
  say,
}: {
  readonly passages: number;
  readonly say: (line: string) => void;
}): Promise<Figure[]> {
  say(`making ${count} passages …`);
  const passages = manyPassages(count);
  const built = timed(() => buildIndex(passages, `${day}T00:00:00.000Z`));
  const stored = JSON.stringify(built.value);
  const opened = timed(() => openIndex(KnowledgeIndex.parse(JSON.parse(stored)), day));
  const questions = Questions.parse(parse(readFileSync(questionsFile, "utf8")));
  const look = ({ question, language }: (typeof questions)[number]) =>
    timed(() => findPassages(opened.value, [question], language)).cpuMs;
  say(`${questions.length} questions, ${rounds} times …`);
  // The first round reads word vectors and compiles; no later one does.
  for (const one of questions) look(one);
  const times = Array.from({ length: rounds }, () => questions.map(look))
    .flat()
    .toSorted((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  const of = `in ${count} passages`;
  return [
    { name: `a question's search ${of}, p50`, value: at(0.5), unit: "ms" },
    { name: `a question's search ${of}, p95`, value: at(0.95), unit: "ms", target: { at: "most", value: 50 } },
    { name: `index of ${count} passages, as stored`, value: stored.length / 1_000_000, unit: "MB" },
    { name: "building it", value: built.cpuMs, unit: "ms" },
    { name: "opening it", value: opened.cpuMs, unit: "ms" },
    { name: "memory of this process", value: process.memoryUsage().rss / 1_000_000, unit: "MB" },
  ];
}

/** What it gives, and the processor time it took. */
function timed<Value>(work: () => Value): { readonly value: Value; readonly cpuMs: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, cpuMs: (user + system) / 1000 };
}
