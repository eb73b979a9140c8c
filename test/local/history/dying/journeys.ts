// What is done while processes die: each journey is some machines, executions of them, and how they must end.
import type { JsonObject } from "../../../../local/asl/json.ts";
import { redriven } from "./redriven-journey.ts";

export interface Journey {
  readonly name: string;
  readonly machines: Readonly<Record<string, JsonObject>>;
  readonly executions: readonly JourneyExecution[];
  /** Executions to be stopped as soon as they are seen to run. */
  readonly stop?: readonly string[];
  /** Executions to be redriven whenever they failed. */
  readonly redrive?: readonly string[];
}

interface JourneyExecution {
  readonly machine: string;
  readonly name: string;
  readonly input: JsonObject;
  readonly ends: { readonly status: string; readonly output?: unknown; readonly error?: string };
}

const jsonata = (states: JsonObject, more: JsonObject = {}): JsonObject => ({
  QueryLanguage: "JSONata",
  StartAt: Object.keys(states)[0] ?? "",
  States: states,
  ...more,
});

/** A task named `name`, which gets its state's input and how often it was tried. */
const task = (name: string, more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { name, sent: "{% $states.input %}", tried: "{% $states.context.State.RetryCount %}" },
  ...more,
});

const byToken = "arn:aws:states:::lambda:invoke.waitForTaskToken";

const every: Journey = {
  name: "every state type",
  machines: {
    every: jsonata({
      Begin: { Type: "Pass", Assign: { seen: [] }, Output: { n: "{% $states.input.n %}" }, Next: "Flaky" },
      Flaky: task("busy", {
        Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 3, MaxAttempts: 2, JitterStrategy: "FULL" }],
        Catch: [{ ErrorEquals: ["States.ALL"], Assign: { caught: "{% $states.errorOutput.Error %}" }, Next: "Both" }],
        End: true,
      }),
      Both: {
        Type: "Parallel",
        Branches: [
          jsonata({ Rest: { Type: "Wait", Seconds: 100, Next: "Rested" }, Rested: { Type: "Pass", End: true } }),
          jsonata({
            Double: task("double", { Assign: { mine: 1 }, Arguments: { name: "double", sent: 4 }, End: true }),
          }),
        ],
        Assign: { results: "{% $states.result[1] %}" },
        Next: "Ask",
      },
      Ask: task("yes", { Resource: byToken, TimeoutSeconds: 1000, Next: "Loop?" }),
      "Loop?": {
        Type: "Choice",
        Choices: [
          {
            Condition: "{% $count($seen) < 1 %}",
            Assign: { seen: "{% $append($seen, [$states.input]) %}" },
            Next: "Ask",
          },
        ],
        Default: "Done",
      },
      Done: { Type: "Succeed", Output: { caught: "{% $caught %}", results: "{% $results %}", seen: "{% $seen %}" } },
    }),
  },
  executions: [
    {
      machine: "every",
      name: "e",
      input: { n: 1 },
      ends: { status: "SUCCEEDED", output: { caught: "Busy", results: 8, seen: ["yes"] } },
    },
  ],
};

const paths: Journey = {
  name: "JSONPath, ending in Fail",
  machines: {
    paths: {
      StartAt: "Set",
      States: {
        Set: { Type: "Pass", Result: { list: [1, 2, 3] }, ResultPath: "$.set", Next: "Pause" },
        Pause: { Type: "Wait", SecondsPath: "$.seconds", Next: "Each" },
        Each: {
          Type: "Map",
          ItemsPath: "$.set.list",
          Parameters: { "item.$": "$$.Map.Item.Value" },
          ResultPath: "$.each",
          Iterator: {
            StartAt: "Double",
            States: {
              Double: {
                Type: "Task",
                Resource: "arn:aws:states:::lambda:invoke",
                Parameters: { name: "double", "sent.$": "$.item" },
                End: true,
              },
            },
          },
          Next: "Enough?",
        },
        "Enough?": {
          Type: "Choice",
          Choices: [{ Variable: "$.each[2]", NumericEquals: 6, Next: "Too much" }],
          Default: "Done",
        },
        "Too much": { Type: "Fail", Error: "TooMuch", CausePath: "States.Format('{} of them', $.each[2])" },
        Done: { Type: "Succeed" },
      },
    },
  },
  executions: [{ machine: "paths", name: "p", input: { seconds: 9 }, ends: { status: "FAILED", error: "TooMuch" } }],
};

const tokens: Journey = {
  name: "tokens: refused, unheard, too late, answered",
  machines: {
    tokens: jsonata({
      Refused: task("refuse once", {
        Resource: byToken,
        Retry: [{ ErrorEquals: ["No"], IntervalSeconds: 1 }],
        Next: "Unheard",
      }),
      Unheard: task("silence", {
        Resource: byToken,
        HeartbeatSeconds: 20,
        TimeoutSeconds: 100,
        Catch: [{ ErrorEquals: ["States.HeartbeatTimeout"], Next: "Late" }],
        End: true,
      }),
      Late: task("silence", {
        Resource: byToken,
        TimeoutSeconds: 30,
        Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Heard" }],
        End: true,
      }),
      Heard: task("beat, then yes", { Resource: byToken, HeartbeatSeconds: 600, End: true }),
    }),
  },
  executions: [{ machine: "tokens", name: "t", input: {}, ends: { status: "SUCCEEDED", output: "yes" } }],
};

const startNested = (more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: "arn:aws:states:::states:startExecution.sync:2",
  Arguments: {
    StateMachineArn: "arn:aws:states:us-east-1:000000000000:stateMachine:inner",
    Input: { n: "{% $states.input.n %}" },
  },
  Output: "{% $states.result.Output %}",
  ...more,
});

const nested: Journey = {
  name: "nested executions",
  machines: {
    inner: jsonata({
      Rest: { Type: "Wait", Seconds: 5, Next: "Twice" },
      Twice: task("double", { Arguments: { name: "double", sent: "{% $states.input.n %}" }, Next: "Small?" }),
      "Small?": {
        Type: "Choice",
        Choices: [{ Condition: "{% $states.input > 10 %}", Next: "Too big" }],
        Default: "Small",
      },
      "Too big": { Type: "Fail", Error: "TooBig" },
      Small: { Type: "Succeed", Output: { n: "{% $states.input %}" } },
    }),
    outer: jsonata({
      First: startNested({ Next: "Second" }),
      Second: startNested({
        Catch: [{ ErrorEquals: ["States.TaskFailed"], Output: "{% $states.errorOutput.Error %}", Next: "Then" }],
        Next: "First",
      }),
      Then: { Type: "Pass", End: true },
    }),
  },
  executions: [
    { machine: "outer", name: "o", input: { n: 3 }, ends: { status: "SUCCEEDED", output: "States.TaskFailed" } },
  ],
};

const maps: Journey = {
  name: "maps in maps, some failing",
  machines: {
    maps: jsonata({
      Rows: {
        Type: "Map",
        Items: "{% [[1, 2], [3, 4], [5]] %}",
        MaxConcurrency: 2,
        ItemProcessor: jsonata({
          Cells: {
            Type: "Map",
            Items: "{% $states.input %}",
            ItemProcessor: jsonata({
              Double: task("double", {
                Assign: { mine: "{% $states.result %}" },
                Retry: [{ ErrorEquals: ["Odd"] }],
                Next: "Rest",
              }),
              Rest: { Type: "Wait", Seconds: 5, Next: "Sum" },
              Sum: { Type: "Pass", Output: "{% $mine + $states.context.Map.Item.Index %}", End: true },
            }),
            Next: "Third?",
          },
          "Third?": {
            Type: "Choice",
            Choices: [{ Condition: "{% $states.context.Map.Item.Index = 2 and false %}", Next: "Broken" }],
            Default: "Fine",
          },
          Broken: { Type: "Fail", Error: "Broken" },
          Fine: { Type: "Pass", End: true },
        }),
        Next: "Breaks",
      },
      Breaks: {
        Type: "Map",
        Items: [1, 2, 3],
        MaxConcurrency: 1,
        ItemProcessor: jsonata({
          Try: task("fail on 2", { End: true, Arguments: { name: "fail on 2", sent: "{% $states.input %}" } }),
        }),
        Assign: { rows: "{% $states.input %}" },
        Catch: [{ ErrorEquals: ["Two"], Output: "{% $states.input %}", Next: "Done" }],
        Next: "Done",
      },
      Done: { Type: "Succeed" },
    }),
  },
  executions: [
    { machine: "maps", name: "m", input: {}, ends: { status: "SUCCEEDED", output: [[2, 5], [6, 9], [10]] } },
  ],
};

const waits: Journey = {
  name: "waits, timeouts and stops of several executions",
  machines: {
    waits: jsonata({
      Sides: {
        Type: "Parallel",
        Branches: [
          jsonata({ A: { Type: "Wait", Seconds: 10, Next: "A2" }, A2: { Type: "Wait", Seconds: 10, End: true } }),
          jsonata({
            B: {
              Type: "Wait",
              Timestamp: "{% $fromMillis($toMillis($states.context.Execution.StartTime) + 20000) %}",
              End: true,
            },
          }),
          jsonata({
            C: task("never", {
              TimeoutSeconds: 15,
              Catch: [{ ErrorEquals: ["States.Timeout"], Next: "C2" }],
              End: true,
            }),
            C2: { Type: "Pass", Output: "timed out", End: true },
          }),
        ],
        Output: "{% $states.result[2] %}",
        End: true,
      },
    }),
    limited: jsonata({ Never: task("never", { End: true }) }, { TimeoutSeconds: 40 }),
    stopped: jsonata({ Ask: task("silence", { Resource: byToken, End: true }) }),
  },
  executions: [
    { machine: "waits", name: "w1", input: {}, ends: { status: "SUCCEEDED", output: "timed out" } },
    { machine: "waits", name: "w2", input: {}, ends: { status: "SUCCEEDED", output: "timed out" } },
    { machine: "limited", name: "l", input: {}, ends: { status: "TIMED_OUT", error: "States.Timeout" } },
    { machine: "stopped", name: "s", input: {}, ends: { status: "ABORTED", error: "Enough" } },
  ],
  stop: ["s"],
};

/** Small, so that every pair of deaths can be tried: a task that is tried twice, a wait, a token. */
export const pairJourney: Journey = {
  name: "pairs",
  machines: {
    pairs: jsonata({
      Flaky: task("fail once", { Retry: [{ ErrorEquals: ["Once"], IntervalSeconds: 2 }], Next: "Rest" }),
      Rest: { Type: "Wait", Seconds: 10, Next: "Ask" },
      Ask: task("yes", { Resource: byToken, HeartbeatSeconds: 100, End: true }),
    }),
  },
  executions: [{ machine: "pairs", name: "x", input: {}, ends: { status: "SUCCEEDED", output: "yes" } }],
};

export const journeys: readonly Journey[] = [every, paths, tokens, nested, maps, waits, redriven, pairJourney];
