import { AwsError } from "../aws-error.ts";
import { parseCron } from "./cron.ts";

/** When a schedule fires next after `afterMs`; undefined when never again. Epoch milliseconds, UTC. */
export type Schedule = (afterMs: number) => number | undefined;

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or `at(2026-11-22T08:00:00)`. A rate counts from `anchorMs`, so
 * that restarts do not shift it. Throws ValidationException.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(expression: string, anchorMs: number): Schedule {
  const [, kind, argument = ""] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  const schedule =
    kind === "rate"
      ? rate(argument, anchorMs)
      : kind === "cron"
        ? parseCron(argument)
        : kind === "at"
          ? at(argument)
          : undefined;
  if (schedule) return schedule;
  throw new AwsError("ValidationException", `Parameter ScheduleExpression is not valid: ${expression}`);
}

function rate(argument: string, anchorMs: number): Schedule | undefined {
  const [, count = "", unit = "", plural = ""] = /^(\d+) (minute|hour|day)(s?)$/.exec(argument) ?? [];
  const amount = Number(count);
  const unitMs = units[unit];
  // AWS insists on the grammar: one minute, two minutes.
  if (unitMs === undefined || amount < 1 || (amount === 1) !== (plural === "")) return undefined;
  const everyMs = amount * unitMs;
  return (afterMs) => anchorMs + (Math.floor((afterMs - anchorMs) / everyMs) + 1) * everyMs;
}

function at(argument: string): Schedule | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(argument)) return undefined;
  const atMs = Date.parse(`${argument}Z`);
  if (!Number.isFinite(atMs)) return undefined;
  return (afterMs) => (atMs > afterMs ? atMs : undefined);
}
