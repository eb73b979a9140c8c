import { EvaluationFailure, StateFailure, whileExecuting } from "../failure.ts";
import { parseTimestamp } from "../iso-timestamp.ts";
import type { Json } from "../json.ts";
import type { Frame } from "../run.ts";
import { scopeOf } from "../scope.ts";
import type { Step } from "../step.ts";

// AWS keeps the delay in a 32-bit count of seconds.
const longestDelaySeconds = 2_147_483_647;

/** When the Wait at `frame` ends, in epoch milliseconds. Throws StateFailure for a delay or timestamp that is none. */
export async function waitUntil(step: Step, frame: Frame): Promise<number> {
  const { queries, name } = frame.state;
  const scope = scopeOf(step, frame);
  const input = await queries.effectiveInput(scope);
  const about = { name, enteredEvent: frame.entered.event };
  const seconds = await queries.scalar(scope, input, "Seconds");
  const untilMs =
    seconds === undefined
      ? timestampMs(about, await queries.scalar(scope, input, "Timestamp"))
      : step.nowMs + secondsOf(about, seconds) * 1000;
  if (untilMs - step.nowMs > longestDelaySeconds * 1000) {
    throw new StateFailure("States.Runtime", whileExecuting(about, "Wait state delay is too long."), {
      catchable: false,
    });
  }
  return untilMs;
}

type About = { name: string; enteredEvent: number };

function secondsOf(about: About, seconds: Json): number {
  if (typeof seconds === "number" && Number.isInteger(seconds) && seconds >= 0) return seconds;
  throw new EvaluationFailure(
    whileExecuting(about, `The Seconds field must be a whole number of seconds, 0 or more, and was ${seconds}.`),
    "Seconds",
    { linked: true },
  );
}

function timestampMs(about: About, value: Json | undefined): number {
  const ms = typeof value === "string" ? parseTimestamp(value) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new EvaluationFailure(
    whileExecuting(
      about,
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
    ),
    "Timestamp",
    { linked: true },
  );
}
