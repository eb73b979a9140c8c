import { describe, expect, test } from "vitest";
import { parseMachine } from "../../../local/asl/parse-machine.ts";
import { UnsupportedDefinition } from "../../../local/asl/unsupported-definition.ts";

const problemsOf = (definition: unknown, whyNot?: (resource: string) => string | undefined): string[] => {
  try {
    parseMachine(typeof definition === "string" ? definition : JSON.stringify(definition), whyNot);
    return [];
  } catch (error) {
    if (error instanceof UnsupportedDefinition) return error.problems.map(({ state, what }) => `${state}: ${what}`);
    throw error;
  }
};

const machine = (states: Record<string, unknown>): unknown => ({
  QueryLanguage: "JSONata",
  StartAt: Object.keys(states)[0],
  States: states,
});

const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
const all = { ErrorEquals: ["States.ALL"] };
const jsonpath = (state: unknown): unknown => ({ StartAt: "A", States: { A: state } });

/** Rules that concern more than one field. */
const crossFieldProblems: [unknown, string][] = [
  [machine({ A: { Type: "Wait", End: true } }), "A: a Wait has exactly one of Seconds, SecondsPath, Timestamp"],
  [machine({ A: { Type: "Wait", Seconds: 1, Timestamp: "x", End: true } }), "A: a Wait has exactly one of"],
  [
    machine({ A: { Type: "Choice", Choices: [], Default: "B" }, B: { Type: "Succeed" } }),
    "A: Choices must not be empty",
  ],
  [machine({ A: { ...task, TimeoutSeconds: 5, HeartbeatSeconds: 5 } }), "A: HeartbeatSeconds must be smaller"],
  [
    machine({ A: { ...task, Retry: [all, { ErrorEquals: ["X"] }] } }),
    "A: Retry[0].ErrorEquals: States.ALL must come last",
  ],
  [
    machine({ A: { ...task, Catch: [{ ErrorEquals: ["X", "States.ALL"], Next: "A" }] } }),
    "A: Catch[0].ErrorEquals: States.ALL must be alone",
  ],
  [jsonpath({ Type: "Fail", Error: "x", ErrorPath: "$.x" }), "A: Error and ErrorPath cannot both be there"],
  [
    jsonpath({ Type: "Choice", Choices: [{ Not: { Variable: "$", IsNull: true, Next: "A" }, Next: "A" }] }),
    "A: a rule inside And, Or or Not has no Next",
  ],
];

describe("a definition", () => {
  test("that is good has no problems", () => {
    expect(problemsOf(machine({ Done: { Type: "Succeed" } }))).toEqual([]);
  });

  test("is refused with every problem at once, each by state and field", () => {
    expect(
      problemsOf(
        machine({
          Ask: {
            Type: "Task",
            Resource: "arn:aws:states:::lambda:invoke",
            Parameters: { a: 1 },
            Retry: [{ ErrorEquals: ["States.ALL"], Interval: 2 }],
            Catch: [{ ErrorEquals: [], Next: "Nowhere" }],
            Next: "Each",
          },
          Each: {
            Type: "Map",
            ItemProcessor: {
              ProcessorConfig: { Mode: "SCATTERED", ExecutionType: "SLOW" },
              StartAt: "Inner",
              States: { Inner: { Type: "Magic" } },
            },
            End: true,
          },
        }),
      ),
    ).toEqual([
      "Ask: the field Parameters is not supported here",
      "Ask: the field Retry[0].Interval is not supported here",
      'Ask: Next names "Nowhere", which is no state beside it',
      "Ask: Catch[0] needs Next",
      "Ask: Catch[0].ErrorEquals must be a list of error names",
      'Each / Inner: Type "Magic" is not supported',
      'Each: ProcessorConfig.Mode "SCATTERED" is not supported',
      'Each: ProcessorConfig.ExecutionType "SLOW" is not supported',
    ]);
  });

  test.each([
    ["{", ": is no JSON: "],
    ["[]", ": must be a JSON object"],
    [
      machine({ A: { Type: "Pass", Output: "{% $states.input. %}", End: true } }),
      "A: Output is no JSONata expression: ",
    ],
    [
      machine({ A: { Type: "Pass", Output: "{% $eval('1') %}", End: true } }),
      "A: Output is no JSONata expression: $eval",
    ],
    [machine({ A: { Type: "Pass", Assign: { states: 1 }, End: true } }), "A: Assign: 'states' cannot be"],
    [machine({ A: { Type: "Pass" } }), "A: needs either Next or End: true"],
    [
      machine({ A: { Type: "Task", Resource: "arn:aws:s3:::bucket", End: true } }),
      'A: Resource "arn:aws:s3:::bucket" is not supported',
    ],
    ...crossFieldProblems,
    [{ StartAt: "B", States: { A: { Type: "Succeed" } } }, ': StartAt must name a state here, not "B"'],
    [
      { StartAt: "A", States: { A: { Type: "Pass", InputPath: "nowhere", End: true } } },
      "A: InputPath: the path 'nowhere' must begin with $",
    ],
    [
      { StartAt: "A", States: { A: { Type: "Pass", Parameters: { "x.$": "States.Nope()" }, End: true } } },
      "A: x.$ is neither a path nor an intrinsic function: there is no intrinsic function 'States.Nope'",
    ],
  ])("like %j is refused with its reason", (definition, reason) => {
    const problems = problemsOf(definition);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(reason);
  });

  test("is refused when its home cannot call a resource", () => {
    const definition = machine({ A: { Type: "Task", Resource: "arn:aws:states:::glue:startJobRun", End: true } });
    expect(problemsOf(definition, () => "is not a service of this machine")).toEqual([
      'A: Resource "arn:aws:states:::glue:startJobRun" is not a service of this machine',
    ]);
  });
});
