// One execution at work: its run in memory, its queue of signals, its invocations and timers.
//
//   E1. Nothing has happened until history says so: a step's effects (invoking, waking, answering a caller) come after
//       the commit that holds its events.
//   E2. Signals of one execution are applied one after another; each step is one transaction, state and history together.
//   E3. An attempt that has no recorded result is invoked again after a restart, under the same attempt and token: at
//       least once. Its result is recorded at most once: an answer to another attempt is dropped.
import { advance } from "../asl/advance.ts";
import { TaskFailure } from "../asl/failure.ts";
import type { Json } from "../asl/json.ts";
import { dueAt, type Frame, isInvoking, type Run, timedFromMs } from "../asl/run.ts";
import type { Signal } from "../asl/signal.ts";
import type { Answer } from "../asl/states/task.ts";
import type { Step } from "../asl/step.ts";
import { publicToken } from "../asl/token.ts";
import type { Clock } from "../clock.ts";
import type { Transaction } from "../store.ts";
import { type ExecutionKey, mustFollow, never, stepWrites, wakeAt } from "./execution-rows.ts";
import type { TaskInvoker } from "./task-invoker.ts";

/** What a live run needs of the engine around it. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly invoke: TaskInvoker;
  write(work: (tx: Transaction) => void): Promise<void>;
  /** Further writes of a step's transaction: status changes. */
  alongside(live: LiveRun, step: Step): ((tx: Transaction) => void) | undefined;
  /** The step is durable; `ended`: it was the run's last. The run itself may be ahead of it, and may have ended since. */
  written(live: LiveRun, step: Step, ended: boolean): void;
  /** The disk refused a step: memory is ahead of it, so the run must be brought back from its rows. */
  lost(live: LiveRun): void;
}

export class LiveRun {
  readonly key: ExecutionKey;
  readonly run: Run;
  /** What the row says: null while at work, a time while parked. */
  wakeMs: number | null;
  /** Set once the run was lost or let go: it must not be used any more. */
  closed = false;
  readonly #around: Surroundings;
  readonly #invocations = new Map<Frame, { attempt: number; abort: AbortController }>();
  readonly #timers = new Map<Frame | "run", () => void>();
  /** Settles when the run's start is durable. */
  started: Promise<unknown> = Promise.resolve();
  #queue: Promise<unknown> = Promise.resolve();
  #busy = 0;
  /** Steps that are written and not yet known to be durable. */
  #writing = 0;
  /** The step written last, and its row once that was done. */
  #lastStep: { readonly row: number | undefined } | undefined;

  constructor(key: ExecutionKey, run: Run, wakeMs: number | null, around: Surroundings) {
    this.key = key;
    this.run = run;
    this.wakeMs = wakeMs;
    this.#around = around;
  }

  /** Nothing is under way: every frame waits for the clock or a token, and no signal is being applied. */
  get atRest(): boolean {
    return this.#busy === 0 && this.#invocations.size === 0;
  }

  /** Applies a signal in turn; settles when it is durable. Answers whether it was meant for the run as it is. */
  send(signal: Signal): Promise<boolean> {
    this.#busy += 1;
    const applied = this.#queue.then(() => this.#apply(signal));
    this.#queue = applied.then(
      () => undefined,
      () => undefined,
    );
    return applied
      .then(({ done }) => done)
      .finally(() => {
        this.#busy -= 1;
      });
  }

  /** Takes up what the rows say was under way when the process ended (E3). */
  resume(): void {
    for (const frame of this.run.frames.values()) if (isInvoking(frame)) this.#invoke(frame);
    if (this.wakeMs === null) this.#armAll();
  }

  /** Sends the due signals of every frame whose time has come; answers whether any was applied. */
  async wake(): Promise<boolean> {
    const nowMs = this.#around.clock.now();
    if (this.#runDueMs() <= nowMs) return this.send({ kind: "timeout" });
    const due = [...this.run.frames.values()].filter((frame) => (dueAt(frame) ?? never) <= nowMs);
    const applied = await Promise.all(due.map(({ id }) => this.send({ kind: "due", frame: id })));
    return applied.some((each) => each);
  }

  /** Lets go of timers and invocations; nothing of the run is told any more. */
  close(): void {
    this.closed = true;
    this.#disarm();
    for (const { abort } of this.#invocations.values()) abort.abort();
    this.#invocations.clear();
  }

  async #apply(signal: Signal): Promise<{ done: Promise<boolean> }> {
    if (this.run.end) return { done: Promise.resolve(false) };
    this.#mustBeOpen();
    const { clock, random } = this.#around;
    const { step, applied } = await advance(this.run, signal, clock.now(), random);
    if (!applied) return { done: Promise.resolve(false) };
    return { done: this.#write(step) };
  }

  #mustBeOpen(): void {
    if (this.closed)
      throw new Error("The execution was let go: the engine is stopping or its disk refused a write. Try again.");
  }

  async #write(step: Step): Promise<boolean> {
    this.#mustBeOpen();
    const ended = this.run.end !== undefined;
    const wakeMs = ended ? null : (wakeAt(this.run) ?? null);
    const write = stepWrites(this.key, step, wakeMs === this.wakeMs ? undefined : wakeMs);
    const before = this.#writing > 0 ? this.#lastStep : undefined;
    const mine: { row: number | undefined } = { row: undefined };
    this.#lastStep = mine;
    this.wakeMs = wakeMs;
    const more = this.#around.alongside(this, step);
    const calls = [...step.invoke].map((frame) => ({ frame, attempt: attemptOf(frame) ?? 0 }));
    this.#writing += 1;
    try {
      await this.#around.write((tx) => {
        if (before) mustFollow(tx, this.key, before.row);
        mine.row = write(tx);
        more?.(tx);
      });
    } catch (error) {
      if (!this.closed) this.#around.lost(this);
      throw error;
    } finally {
      this.#writing -= 1;
    }
    if (!this.closed) this.#act(step, calls, ended); // E1
    return true;
  }

  #act(step: Step, calls: readonly { frame: Frame; attempt: number }[], ended: boolean): void {
    for (const frame of [...step.changed, ...step.gone]) this.#forget(frame);
    // E1. The run may be ahead of this step: an attempt that came since is called after its own commit.
    for (const { frame, attempt } of calls)
      if (attemptOf(frame) === attempt && this.run.frames.has(frame.id)) this.#invoke(frame);
    if (this.run.end || this.wakeMs !== null) this.#disarm();
    else if (this.#timers.size === 0) this.#armAll();
    else for (const frame of step.changed) this.#arm(frame);
    this.#around.written(this, step, ended);
  }

  /**
   * Drops what belonged to the frame as it was. As on AWS, a function that is at work runs on when nobody awaits its
   * answer any more; an event that still waits for its turn is withdrawn.
   */
  #forget(frame: Frame): void {
    this.#timers.get(frame)?.();
    this.#timers.delete(frame);
    const invocation = this.#invocations.get(frame);
    if (this.run.frames.has(frame.id) && invocation?.attempt === attemptOf(frame)) return;
    invocation?.abort.abort();
    this.#invocations.delete(frame);
  }

  #runDueMs(): number {
    const { timeoutSeconds } = this.run.machine;
    return timeoutSeconds === undefined ? never : timedFromMs(this.run) + timeoutSeconds * 1000;
  }

  #armAll(): void {
    for (const frame of this.run.frames.values()) this.#arm(frame);
    const runDueMs = this.#runDueMs();
    if (runDueMs !== never && !this.#timers.has("run")) this.#timers.set("run", this.#wakeAt(runDueMs));
  }

  #arm(frame: Frame): void {
    const atMs = this.run.frames.has(frame.id) ? dueAt(frame) : undefined;
    if (atMs !== undefined && !this.#timers.has(frame)) this.#timers.set(frame, this.#wakeAt(atMs));
  }

  #wakeAt(atMs: number): () => void {
    return this.#around.clock.at(atMs, () => {
      // A refused disk is told to `lost`; there is no one else to tell.
      this.wake().catch(() => {});
    });
  }

  #disarm(): void {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #invoke(frame: Frame): void {
    if (frame.phase.at !== "task") return;
    const { task } = frame.phase;
    const resource = task.resource ?? frame.state.resource?.arn;
    if (resource === undefined) return;
    const abort = new AbortController();
    this.#invocations.set(frame, { attempt: task.number, abort });
    const answer = (said: Answer): void => {
      if (this.closed) return;
      if (this.#invocations.get(frame)?.attempt === task.number) this.#invocations.delete(frame);
      this.send({ kind: "answer", frame: frame.id, attempt: task.number, answer: said }).catch(() => {});
    };
    const call = {
      resource,
      arguments: task.arguments,
      ...(task.token === undefined ? {} : { token: publicToken(this.run.arn, frame.id, task.token) }),
      executionArn: this.run.arn,
      stateName: frame.state.name,
      place: frame.id,
      attempt: task.number,
      submitted: (output: Json) =>
        this.send({ kind: "submitted", frame: frame.id, attempt: task.number, output }).catch(() => {}),
      signal: abort.signal,
    };
    // An invoker that throws at once has failed the task like one that rejects.
    new Promise<Json>((resolve) => resolve(this.#around.invoke(call))).then(
      (output: Json) => answer({ output: output ?? null }),
      (error: unknown) => answer(failureOf(error)),
    );
  }
}

/** The number of the attempt that is with its resource. */
const attemptOf = (frame: Frame): number | undefined =>
  frame.phase.at === "task" && isInvoking(frame) ? frame.phase.task.number : undefined;

function failureOf(error: unknown): Answer {
  if (error instanceof TaskFailure) return { error: error.error, cause: error.reason };
  if (error instanceof Error) return { error: error.name, cause: error.message };
  return { error: "States.TaskFailed", cause: String(error) };
}
