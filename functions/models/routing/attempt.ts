import type { ModelCall } from "../../contracts/model-call.ts";
import type { ModelCandidate, ModelTask } from "../../contracts/policy.ts";
import { mostUsage, spendOf } from "../budget/most-spend.ts";
import type { Settle } from "../budget/purse.ts";
import { costOf, priceOf, type Usage } from "../prices.ts";
import type { Prompt } from "../prompts/prompt-for.ts";
import { type FailureKind, ModelFailure, type Provider, type Request } from "../providers/provider.ts";
import type { Redacted } from "../redact/redact-task.ts";
import { answers, type TaskAnswers, type TaskInputs } from "../tasks.ts";
import { wireSchema } from "../wire-schema.ts";
import type { LeftOut, Route } from "./route.ts";

/** One question, and all that was done to have it answered. */
export interface Asking<Task extends ModelTask> {
  readonly task: Task;
  readonly prompt: Prompt<Task>;
  readonly input: TaskInputs[Task];
  /** The input as models outside see it; made when the first of them is asked. */
  readonly redacted: () => Promise<Redacted<Task>>;
  readonly calls: ModelCall[];
  /** What became of earlier candidates, for the next call's record. */
  readonly after: string[];
  /** When this question must be answered or given up, in epoch ms. */
  readonly untilMs: number;
}

export function newAsking<Task extends ModelTask>(
  route: Route,
  prompt: Prompt<Task>,
  task: Task,
  input: TaskInputs[Task],
  withinMs: number,
): Asking<Task> {
  let redacted: Promise<Redacted<Task>> | undefined;
  return {
    ...{ task, prompt, input, calls: [], after: [], untilMs: route.nowMs() + withinMs },
    redacted: () => {
      // Lazy: the embedded model, which is all that many stages have, needs none of it.
      redacted ??= import("../redact/redact-task.ts").then(({ redactTask }) =>
        redactTask(task, input, route.hiddenNames ?? []),
      );
      return redacted;
    },
  };
}

export type Tried<Answer> =
  | { readonly answer: Answer }
  | { readonly failure: FailureKind; readonly retryAfterMs: number | undefined }
  | { readonly leftOut: LeftOut };

/** Asks one candidate at one place once, and writes the attempt down whatever happens (R2). */
export async function tryOnce<Task extends ModelTask>(
  route: Route,
  asking: Asking<Task>,
  candidate: ModelCandidate,
  provider: Provider,
  { place, timeoutMs }: { readonly place: string; readonly timeoutMs: number },
): Promise<Tried<TaskAnswers[Task]>> {
  const startedMs = route.nowMs();
  const price = priceOf(candidate, new Date(startedMs).toISOString());
  const request = await requestFor(asking, candidate, place, timeoutMs);
  const settle = await setAside(route, candidate, request, price);
  if (typeof settle === "string") return { leftOut: settle };
  const end = async (usage: Usage, failure?: FailureKind): Promise<void> => {
    const latencyMs = route.nowMs() - startedMs;
    asking.calls.push(recordOf(asking, candidate, place, { usage, failure, costUsd: costOf(price, usage), latencyMs }));
    // What a call cost that was given up in the middle nobody has told us: all that was set aside counts as spent.
    const spent = failure === "timeout" ? mostUsage(request) : usage;
    await settle(spendOf(spent, price, latencyMs));
  };
  try {
    const completion = await provider(request);
    const parsed = answers[asking.task].safeParse(completion.output);
    await end(completion, parsed.success ? undefined : "schema");
    if (!parsed.success) return { failure: "schema", retryAfterMs: undefined };
    // The schema is the task's own, so its output is the task's answer; TypeScript cannot follow the lookup.
    const answer = parsed.data as TaskAnswers[Task];
    return { answer: candidate.provider === "embedded" ? answer : (await asking.redacted()).restore(answer) };
  } catch (error) {
    const failure = error instanceof ModelFailure ? error : new ModelFailure("error", "unexpected", { cause: error });
    await end(failure, failure.kind);
    return { failure: failure.kind, retryAfterMs: failure.retryAfterMs };
  }
}

const nothingToSettle: Settle = async () => undefined;

/** The settlement, or why the call may not be made. */
async function setAside(
  { purse, warn }: Route,
  candidate: ModelCandidate,
  request: Request,
  price: ReturnType<typeof priceOf>,
): Promise<Settle | LeftOut> {
  if (candidate.provider === "embedded" || purse === undefined) return nothingToSettle;
  if (price === undefined) {
    warn("A model without a price cannot be held to a budget: name its price in the policy", {
      model: candidate.model,
    });
    return "no-price";
  }
  return (await purse.setAside(spendOf(mostUsage(request), price, 0))) ?? "over-budget";
}

function recordOf<Task extends ModelTask>(
  { task, prompt, calls, after }: Asking<Task>,
  candidate: ModelCandidate,
  place: string,
  outcome: {
    readonly usage: Usage;
    readonly failure: FailureKind | undefined;
    readonly costUsd: number;
    readonly latencyMs: number;
  },
): ModelCall {
  const { usage, failure, costUsd, latencyMs } = outcome;
  return {
    ...{ task, provider: candidate.provider, model: candidate.model, prompt: prompt.version },
    ...(place !== "" && { place }),
    attempt: calls.length + 1,
    ok: failure === undefined,
    ...(failure !== undefined && { failure }),
    ...(after.length > 0 && { after: [...after] }),
    ...{ inputTokens: usage.inputTokens, outputTokens: usage.outputTokens, costUsd, latencyMs },
  };
}

const schemas = new Map<ModelTask, Record<string, unknown>>();

/** Made once per task: it takes as long as all the rest of a request. */
function schemaFor(task: ModelTask): Record<string, unknown> {
  const schema = schemas.get(task) ?? wireSchema(answers[task]);
  schemas.set(task, schema);
  return schema;
}

async function requestFor<Task extends ModelTask>(
  { task, prompt, input, redacted, calls }: Asking<Task>,
  { provider, model, answerBy }: ModelCandidate,
  place: string,
  timeoutMs: number,
): Promise<Request<Task>> {
  if (provider === "embedded") return { task, model, input, system: "", user: "", schema: {}, timeoutMs };
  const { input: seen } = await redacted();
  return {
    ...{ task, model, input: seen, ...prompt.write(seen), schema: schemaFor(task), timeoutMs },
    attempt: calls.length + 1,
    ...(place !== "" && { place }),
    ...(answerBy !== undefined && { answerBy }),
  };
}
