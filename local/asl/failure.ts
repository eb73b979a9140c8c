// How a state fails. The error's name is what Retry and Catch match on; the cause is for people.
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html

/** A state that failed with an error which Retry and Catch may handle. Absent error or cause stay absent in histories. */
export class StateFailure extends Error {
  override name = "StateFailure";
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** False for errors that end the execution at once, whatever Catch says (States.Runtime and its kin). */
  readonly catchable: boolean;
  /** A second name that Retry and Catch may know it by: a missed heartbeat is recorded as States.Timeout. */
  readonly alias: string | undefined;

  constructor(
    error: string | undefined,
    reason: string | undefined,
    options: { catchable?: boolean; alias?: string | undefined } = {},
  ) {
    super(`${error ?? "no error name"}: ${reason ?? ""}`);
    this.error = error;
    this.reason = reason;
    this.catchable = options.catchable ?? true;
    this.alias = options.alias;
  }
}

/** What a task's resource rejects with: the error's name (a function's errorType, `Lambda.Unknown`…) and its cause, often JSON text. */
export class TaskFailure extends Error {
  override name = "TaskFailure";
  readonly error: string | undefined;
  readonly reason: string | undefined;

  constructor(error: string | undefined, reason: string | undefined) {
    super(`${error ?? "no error name"}: ${reason ?? ""}`);
    this.error = error;
    this.reason = reason;
  }
}

/** An expression that could not be evaluated; history records it as EvaluationFailed before the state fails. */
export class EvaluationFailure extends StateFailure {
  override name = "EvaluationFailure";
  /** The field that held the expression, e.g. `Output/reply`. */
  readonly location: string;
  /** Whether its event links to the state's entry: a value that did not fit does, an expression that failed does not. */
  readonly linked: boolean;

  constructor(reason: string, location: string, options: { linked: boolean } = { linked: false }) {
    super("States.QueryEvaluationError", reason);
    this.location = location;
    this.linked = options.linked;
  }
}

/** AWS's preface to every cause that the engine itself words. */
export const whileExecuting = (state: { name: string; enteredEvent: number }, text: string): string =>
  `An error occurred while executing the state '${state.name}' (entered at the event id #${state.enteredEvent}). ${text}`;
