import type { FoundPassage } from "../../contracts/knowledge.ts";
import type { ModelCall } from "../../contracts/model-call.ts";
import type { ModelCandidate, Policy } from "../../contracts/policy.ts";
import { type Model, NoModelAnswered } from "../../models/model.ts";
import { nowMs } from "../../platform/clock.ts";
import { fuse } from "./fuse.ts";
import { loadIndex } from "./load-index.ts";
import { likeness, unpacked, type VectorStore, vectorKey } from "./passage-vectors.ts";

interface Loaded {
  readonly model: string;
  readonly vectors: ReadonlyMap<string, Int8Array>;
  readonly atMs: number;
}
// Articles change a few times a day; what is not embedded yet is found by its words meanwhile.
const keptMs = 60_000;
let loaded: Loaded | undefined;

/** The candidate whose model it is, if policy still names it: the only one whose vectors can be compared. */
const candidateOf = (policy: Policy, model: string): ModelCandidate | undefined =>
  policy.models.embed?.find((one) => `${one.provider}/${one.model}` === model);

/**
 * What was found, beside what vectors in force find for the same questions, fused by rank. Without vectors, or when their
 * model does not answer, what was found stays as it is: searching needs no model.
 */
export async function besideVectors(
  found: readonly FoundPassage[],
  { questions, language }: { readonly questions: readonly string[]; readonly language: string },
  policy: Policy,
  store: VectorStore,
  open: (policy: Policy) => Promise<Model>,
): Promise<{ readonly passages: readonly FoundPassage[]; readonly calls: readonly ModelCall[] }> {
  const nothing = { passages: found, calls: [] };
  const [own, index] = await Promise.all([vectorsInForce(store), loadIndex()]);
  const candidate = own && candidateOf(policy, own.model);
  const passages = [...(index?.get(language)?.passages.values() ?? [])];
  if (own === undefined || candidate === undefined || passages.length === 0 || questions.length === 0) return nothing;
  try {
    const model = await open({ ...policy, models: { embed: [candidate] } });
    const { answer, calls } = await model.ask("embed", { texts: questions, as: "question" });
    const fused = questions.flatMap((_, question) => {
      const vector = answer.vectors[question] ?? [];
      const near = passages.flatMap((passage) => {
        const stored = own.vectors.get(vectorKey(passage));
        return stored === undefined ? [] : [{ passage, likeness: likeness(vector, stored) }];
      });
      return fuse(
        found.filter((one) => one.question === question),
        near,
        question,
      );
    });
    return { passages: fused, calls };
  } catch (error) {
    if (error instanceof NoModelAnswered) return { ...nothing, calls: error.calls };
    throw error;
  }
}

async function vectorsInForce(store: VectorStore): Promise<Loaded | undefined> {
  if (loaded !== undefined && nowMs() - loaded.atMs < keptMs) return loaded;
  const model = await store.inForce();
  const kept = model === undefined ? undefined : await store.read(model);
  loaded = kept && {
    model: kept.model,
    vectors: new Map(Object.entries(kept.vectors).map(([key, text]) => [key, unpacked(text)])),
    atMs: nowMs(),
  };
  return loaded;
}
