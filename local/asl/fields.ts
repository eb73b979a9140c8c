// Which fields each state type has, by query language: what is not here is refused by name when a machine is defined.
// https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-state-structure.html
import type { StateType } from "./machine.ts";

export type QueryLanguage = "JSONata" | "JSONPath";

interface FieldRow {
  /** Fields in both query languages. */
  readonly both: readonly string[];
  readonly JSONata: readonly string[];
  readonly JSONPath: readonly string[];
  /** Fields that must be there. */
  readonly required: readonly string[];
}

const common = ["Type", "Comment", "QueryLanguage"];
const goesOn = [...common, "Next", "End"];
const paths = ["InputPath", "OutputPath"];
const failing = ["Retry", "Catch"];

/** One row per state type. */
export const stateFields: Readonly<Record<StateType, FieldRow>> = {
  Pass: {
    both: [...goesOn, "Assign"],
    JSONata: ["Output"],
    JSONPath: [...paths, "Parameters", "Result", "ResultPath"],
    required: [],
  },
  Task: {
    both: [...goesOn, ...failing, "Assign", "Resource", "TimeoutSeconds", "HeartbeatSeconds", "Credentials"],
    JSONata: ["Arguments", "Output"],
    JSONPath: [...paths, "Parameters", "ResultSelector", "ResultPath", "TimeoutSecondsPath", "HeartbeatSecondsPath"],
    required: ["Resource"],
  },
  Choice: {
    both: [...common, "Choices", "Default", "Assign"],
    JSONata: ["Output"],
    JSONPath: paths,
    required: ["Choices"],
  },
  Wait: {
    both: [...goesOn, "Assign", "Seconds", "Timestamp"],
    JSONata: ["Output"],
    JSONPath: [...paths, "SecondsPath", "TimestampPath"],
    required: [],
  },
  Succeed: { both: common, JSONata: ["Output"], JSONPath: paths, required: [] },
  Fail: { both: [...common, "Error", "Cause"], JSONata: [], JSONPath: ["ErrorPath", "CausePath"], required: [] },
  Parallel: {
    both: [...goesOn, ...failing, "Assign", "Branches"],
    JSONata: ["Arguments", "Output"],
    JSONPath: [...paths, "Parameters", "ResultSelector", "ResultPath"],
    required: ["Branches"],
  },
  Map: {
    both: [
      ...[...goesOn, ...failing, "Assign", "ItemProcessor", "ItemSelector", "MaxConcurrency", "Label"],
      ...["ItemReader", "ItemBatcher", "ResultWriter", "ToleratedFailureCount", "ToleratedFailurePercentage"],
    ],
    JSONata: ["Items", "Output"],
    JSONPath: [
      ...[...paths, "ItemsPath", "Iterator", "Parameters", "ResultSelector", "ResultPath", "MaxConcurrencyPath"],
      ...["ToleratedFailureCountPath", "ToleratedFailurePercentagePath"],
    ],
    required: [],
  },
};

/** Fields of the machine itself; of a branch or processor. */
export const flowFields = {
  machine: ["Comment", "StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage"],
  branch: ["Comment", "StartAt", "States", "QueryLanguage"],
  processor: ["Comment", "StartAt", "States", "QueryLanguage", "ProcessorConfig"],
} as const;

export const retrierFields = [
  "ErrorEquals",
  "IntervalSeconds",
  "MaxAttempts",
  "BackoffRate",
  "MaxDelaySeconds",
  "JitterStrategy",
  "Comment",
] as const;

export const catcherFields: Readonly<Record<QueryLanguage, readonly string[]>> = {
  JSONata: ["ErrorEquals", "Next", "Output", "Assign", "Comment"],
  JSONPath: ["ErrorEquals", "Next", "ResultPath", "Assign", "Comment"],
};

/** Fields of a Choice rule; undefined where the query language checks them itself. */
export const ruleFields: Readonly<Record<QueryLanguage, readonly string[] | undefined>> = {
  JSONata: ["Condition", "Next", "Assign", "Output", "Comment"],
  JSONPath: undefined,
};

/** What a variable may be called: an identifier of at most 80 characters, and not the reserved `states`. */
export const isVariableName = (name: string): boolean =>
  name !== "states" && name.length <= 80 && /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name);

/** Whether `text` names a state type. */
export const isStateType = (text: unknown): text is StateType =>
  typeof text === "string" && Object.hasOwn(stateFields, text);
