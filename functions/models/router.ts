import type { ModelCall } from "../contracts/model-call.ts";
import type { ModelCandidate, ModelTask, Policy } from "../contracts/policy.ts";
import type { Breaker } from "./breaker.ts";
import { type Answered, type Model, NoModelAnswered } from "./model.ts";
import { type Prompt, promptFor } from "./prompts/prompt-for.ts";
import { type Completion, type FailureKind, ModelFailure, type Provider, type Request } from "./providers/provider.ts";
import { answers, type TaskAnswers, type TaskInputs } from "./tasks.ts";
import { wireSchema } from "./wire-schema.ts";

// Router: asks a task's candidates in the policy's order until one answers as it should.
//
//   R1. One retrier per failure: SDKs never retry. An answer that fails its schema is asked for once more (P4); every
//       other failure goes to the next candidate at once.
//   R2. Every attempt becomes one ModelCall, whatever happened.
//   R3. A candidate that the stage does not allow is never asked.

export interface Route {
  readonly candidates: Policy["models"];
  readonly providers: Readonly<Record<ModelCandidate["provider"], Provider | undefined>>;
  /** Whether the stage allows this model; embedded ones always are. */
  readonly allowed: (candidate: ModelCandidate) => boolean;
  readonly breaker: Breaker;
  readonly nowMs: () => number;
  readonly warn: (message: string, facts: Record<string, string>) => void;
}

export const openRouter = (route: Route): Model => ({
  async ask<Task extends ModelTask>(task: Task, input: TaskInputs[Task]): Promise<Answered<TaskAnswers[Task]>> {
    const calls: ModelCall[] = [];
    const prompt = promptFor(task);
    for (const candidate of route.candidates[task]) {
      const answer = await askCandidate(route, { task, prompt, input, candidate, calls });
      if (answer !== undefined)
        return { answer, by: `${candidate.provider}/${candidate.model}`, prompt: prompt.version, calls };
    }
    throw new NoModelAnswered(task, calls);
  },
});

// What speaks against the service; a refusal or a badly formed answer speaks only against the one question.
const ailing = new Set<FailureKind>(["error", "timeout", "throttled"]);

interface Attempt<Task extends ModelTask> {
  readonly task: Task;
  readonly prompt: Prompt<Task>;
  readonly input: TaskInputs[Task];
  readonly candidate: ModelCandidate;
  readonly calls: ModelCall[];
}

async function askCandidate<Task extends ModelTask>(
  route: Route,
  attempt: Attempt<Task>,
): Promise<TaskAnswers[Task] | undefined> {
  const { candidate } = attempt;
  const name = `${candidate.provider}/${candidate.model}`;
  const provider = route.providers[candidate.provider];
  const local = candidate.provider === "embedded";
  if (provider === undefined) return undefined;
  if (!local && !route.allowed(candidate)) {
    route.warn("The policy names a model that the stage does not allow", { model: name });
    return undefined;
  }
  if (!local && !(await route.breaker.allows(name))) return undefined;
  for (let tries = 1; tries <= 2; tries++) {
    const result = await tryOnce(route, attempt, provider);
    if (!local) await report(route.breaker, name, "failure" in result ? result.failure : undefined);
    if ("answer" in result) return result.answer;
    if (result.failure !== "schema") return undefined;
  }
  return undefined;
}

/** Tells the breaker how it went; `failure` is undefined when the model answered. */
async function report(breaker: Breaker, model: string, failure: FailureKind | undefined): Promise<void> {
  if (failure === "denied") await breaker.reportDenied(model);
  else await breaker.report(model, failure === undefined || !ailing.has(failure));
}

async function tryOnce<Task extends ModelTask>(
  { nowMs }: Route,
  { task, prompt, input, candidate, calls }: Attempt<Task>,
  provider: Provider,
): Promise<{ answer: TaskAnswers[Task] } | { failure: FailureKind }> {
  const startedMs = nowMs();
  const record = (usage: Pick<Completion, "inputTokens" | "outputTokens">, failure?: FailureKind) => {
    calls.push({
      task,
      provider: candidate.provider,
      model: candidate.model,
      prompt: prompt.version,
      attempt: calls.length + 1,
      ok: failure === undefined,
      ...(failure !== undefined && { failure }),
      inputTokens: usage.inputTokens,
      outputTokens: usage.outputTokens,
      costUsd: (usage.inputTokens * candidate.inputPrice + usage.outputTokens * candidate.outputPrice) / 1_000_000,
      latencyMs: nowMs() - startedMs,
    });
  };
  try {
    const completion = await provider(requestFor(task, prompt, input, candidate));
    const parsed = answers[task].safeParse(completion.output);
    record(completion, parsed.success ? undefined : "schema");
    // The schema is the task's own, so its output is the task's answer; TypeScript cannot follow the lookup.
    return parsed.success ? { answer: parsed.data as TaskAnswers[Task] } : { failure: "schema" };
  } catch (error) {
    const failure = error instanceof ModelFailure ? error : new ModelFailure("error", "unexpected", { cause: error });
    record(failure, failure.kind);
    return { failure: failure.kind };
  }
}

function requestFor<Task extends ModelTask>(
  task: Task,
  prompt: Prompt<Task>,
  input: TaskInputs[Task],
  candidate: ModelCandidate,
): Request<Task> {
  const texts = candidate.provider === "embedded" ? { system: "", user: "" } : prompt.write(input);
  const schema = candidate.provider === "embedded" ? {} : wireSchema(answers[task]);
  return { task, model: candidate.model, input, ...texts, schema, timeoutMs: candidate.timeoutMs };
}
