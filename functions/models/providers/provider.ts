import type { ModelTask } from "../../contracts/policy.ts";
import type { TaskInputs } from "../tasks.ts";

/** A question to one model, once. */
export interface Request<Task extends ModelTask = ModelTask> {
  readonly task: Task;
  readonly model: string;
  readonly input: TaskInputs[Task];
  /** The prompt as texts: ours, and the one that carries the customer's words, fenced. */
  readonly system: string;
  readonly user: string;
  /** JSON schema of the answer, in the part of JSON schema that all services know. */
  readonly schema: Record<string, unknown>;
  readonly timeoutMs: number;
}

export interface Completion {
  /** What the model gave back, unchecked. */
  readonly output: unknown;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Asks one model one time. Never retries: the router is the only one who does (F22). Throws ModelFailure. */
export type Provider = (request: Request) => Promise<Completion>;

/** `denied`: this account may not use the model (no access, no region set), which no waiting mends. */
export type FailureKind = "denied" | "timeout" | "throttled" | "refused" | "error" | "schema" | "too-long";

/** Why a model gave no usable answer. Its message never carries the customer's text or the model's. */
export class ModelFailure extends Error {
  override name = "ModelFailure";
  readonly kind: FailureKind;
  readonly inputTokens: number;
  readonly outputTokens: number;

  constructor(
    kind: FailureKind,
    message: string,
    {
      inputTokens = 0,
      outputTokens = 0,
      cause,
    }: { readonly inputTokens?: number; readonly outputTokens?: number; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
  }
}
