import { AwsError } from "../aws-error.ts";
import { arnOf, type Json, type JsonObject } from "../service.ts";
import { compileInput, type TargetInput } from "./input.ts";
import { compilePattern, type Matcher } from "./pattern.ts";

/** A target as the template says it. */
interface RuleTarget extends TargetInput {
  readonly Id: string;
  readonly Arn: string;
  readonly SqsParameters?: { readonly MessageGroupId: string } | undefined;
  readonly RetryPolicy?:
    | { readonly MaximumRetryAttempts?: number | undefined; readonly MaximumEventAgeInSeconds?: number | undefined }
    | undefined;
  readonly DeadLetterConfig?: { readonly Arn: string } | undefined;
}

export interface RuleSpec {
  readonly name: string;
  /** Name or ARN of the bus. */
  readonly bus: string;
  readonly pattern?: JsonObject;
  /** `rate(…)`, `cron(…)` or `at(…)`. */
  readonly schedule?: string;
  readonly state: "ENABLED" | "DISABLED";
  readonly targets: readonly RuleTarget[];
}

/** A rule ready to work. */
export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  readonly enabled: boolean;
  readonly matches: Matcher;
  readonly schedule: string | undefined;
  readonly targets: readonly ReadyTarget[];
}

/** What a target is owed of an event, as it is written down. */
type Owed = {
  ruleArn: string;
  targetArn: string;
  payload: Json;
  messageGroupId: string | null;
  retries: number;
  longestMs: number;
  deadLetterArn: string | null;
};

type ReadyTarget = (event: JsonObject) => Owed;

export const busName = (nameOrArn: string): string => nameOrArn.split("/").at(-1) ?? nameOrArn;

/** Compiles a rule. Throws ValidationException or InvalidEventPatternException, naming what is not known. */
export function readyRule(spec: RuleSpec): Rule {
  const bus = busName(spec.bus);
  const arn = arnOf("events", bus === "default" ? `rule/${spec.name}` : `rule/${bus}/${spec.name}`);
  if (spec.pattern === undefined && spec.schedule === undefined) {
    throw new AwsError("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.");
  }
  return {
    name: spec.name,
    arn,
    bus,
    enabled: spec.state === "ENABLED",
    matches: spec.pattern === undefined ? () => false : compilePattern(spec.pattern),
    schedule: spec.schedule,
    targets: spec.targets.map((target) => readyTarget(target, { arn, name: spec.name })),
  };
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
const usual = { retries: 185, longestMs: 86_400_000 };

function readyTarget(target: RuleTarget, rule: { arn: string; name: string }): ReadyTarget {
  const input = compileInput(target, rule);
  const age = target.RetryPolicy?.MaximumEventAgeInSeconds;
  return (event) => ({
    ruleArn: rule.arn,
    targetArn: target.Arn,
    payload: input(event),
    messageGroupId: target.SqsParameters?.MessageGroupId ?? null,
    retries: target.RetryPolicy?.MaximumRetryAttempts ?? usual.retries,
    longestMs: age === undefined ? usual.longestMs : age * 1000,
    deadLetterArn: target.DeadLetterConfig?.Arn ?? null,
  });
}
