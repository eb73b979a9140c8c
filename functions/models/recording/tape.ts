import { createHash } from "node:crypto";
import * as z from "zod";
import type { ModelCandidate, Recording } from "../../contracts/policy.ts";
import { type FailureKind, ModelFailure, type Provider, type Request } from "../providers/provider.ts";

// Recorded runs: with `keep` every call to a model outside is written down as it went, failures too; with `play` the same
// questions get the same answers, byte for byte, and nobody outside is asked. For tests, backtests and bug reports.
//
// A call is known by who was asked, for what, with which words and at which attempt. Fences are left out, since they are
// new each time; personal data has been replaced before. So a changed prompt or email has no recording, and says so.

/** Where recordings lie: one text per name. */
export interface Tape {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

const Played = z.union([
  z.strictObject({
    completion: z.strictObject({
      output: z.unknown(),
      inputTokens: z.number(),
      outputTokens: z.number(),
      units: z.number().optional(),
    }),
  }),
  z.strictObject({
    failure: z.strictObject({
      kind: z.string(),
      inputTokens: z.number(),
      outputTokens: z.number(),
      retryAfterMs: z.number().optional(),
    }),
  }),
]);

/** The provider, kept on tape or played from it. */
export function recorded(
  provider: Provider | undefined,
  name: ModelCandidate["provider"],
  { mode, run }: Recording,
  tape: Tape,
): Provider | undefined {
  if (mode === "play") return (request) => play(tape, run, name, request);
  if (provider === undefined) return undefined;
  return async (request) => {
    const at = `${run}/${nameOf(name, request)}.json`;
    try {
      const completion = await provider(request);
      await tape.write(at, JSON.stringify({ completion }));
      return completion;
    } catch (error) {
      if (error instanceof ModelFailure) await tape.write(at, JSON.stringify({ failure: failureOf(error) }));
      throw error;
    }
  };
}

async function play(tape: Tape, run: string, name: string, request: Request) {
  const text = await tape.read(`${run}/${nameOf(name, request)}.json`);
  if (text === undefined)
    throw new ModelFailure("unable", `The recording ${run} has no ${request.task} like this by ${name}`);
  const played = Played.parse(JSON.parse(text));
  if ("completion" in played) {
    const { units, ...completion } = played.completion;
    return { ...completion, ...(units !== undefined && { units }) };
  }
  // Written by `failureOf` from the same type.
  throw new ModelFailure(played.failure.kind as FailureKind, "As recorded", played.failure);
}

const failureOf = ({ kind, inputTokens, outputTokens, retryAfterMs }: ModelFailure) => ({
  ...{ kind, inputTokens, outputTokens },
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});

function nameOf(provider: string, { task, model, place, attempt, system, input }: Request): string {
  const known = JSON.stringify([provider, model, place ?? "", attempt, system, input]);
  return `${task}/${createHash("sha256").update(known).digest("hex").slice(0, 40)}`;
}
