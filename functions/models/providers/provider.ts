import type { ModelTask } from "../../contracts/policy.ts";
import type { TaskInputs } from "../tasks.ts";

/** One question to one model. */
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
  /** Which region or key is to be asked, where there are several. */
  readonly place?: string;
  /** Which try of this question it is, from 1. */
  readonly attempt?: number;
  /** How Bedrock holds the model to the schema; by a tool when absent. */
  readonly answerBy?: "tool" | "schema";
}

export interface Completion {
  /** What the model gave back, unchecked. */
  readonly output: unknown;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** What is not paid by token: pictures made, minutes of sound, thousands of characters spoken. */
  readonly units?: number;
}

/** Asks one model one time. Never retries: the router is the only one who does (F22). Throws ModelFailure. */
export type Provider = (request: Request) => Promise<Completion>;

/**
 * `denied`: this account may not use the model (no access, no region set), which no waiting mends. `unable`: this
 * provider has no such task.
 */
export type FailureKind = "denied" | "timeout" | "throttled" | "refused" | "error" | "schema" | "too-long" | "unable";

/** Why a model gave no usable answer. Its message never carries the customer's text or the model's. */
export class ModelFailure extends Error {
  override name = "ModelFailure";
  readonly kind: FailureKind;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** How long the service asks to be left alone. */
  readonly retryAfterMs: number | undefined;

  constructor(
    kind: FailureKind,
    message: string,
    {
      inputTokens = 0,
      outputTokens = 0,
      retryAfterMs,
      cause,
    }: {
      readonly inputTokens?: number;
      readonly outputTokens?: number;
      readonly retryAfterMs?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause });
    this.kind = kind;
    this.inputTokens = inputTokens;
    this.outputTokens = outputTokens;
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * The most tokens that an answer may take; a longer one is cut off and counts as no answer. Four thousand hold the
 * longest draft that the schemas let through, with the thinking of small reasoning models before it.
 */
export const mostAnswerTokens = 4000;
