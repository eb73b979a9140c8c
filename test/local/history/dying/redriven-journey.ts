import type { Journey } from "./journeys.ts";

/** A task that fails until its execution was redriven `times` times. */
const failsUntil = (times: number) => `{% $states.context.Execution.RedriveCount < ${times} ? 0 : 1 %}`;

/** Fails twice, on its way through a Parallel and through a Map, and is redriven each time. */
export const redriven: Journey = {
  name: "redrives",
  machines: {
    redriven: {
      QueryLanguage: "JSONata",
      StartAt: "Both",
      States: {
        Both: {
          Type: "Parallel",
          Branches: [
            {
              StartAt: "Ask",
              States: {
                Ask: {
                  Type: "Task",
                  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
                  Arguments: { name: "yes", sent: 1, tried: 0 },
                  End: true,
                },
              },
            },
            {
              StartAt: "Rest",
              States: {
                Rest: { Type: "Wait", Seconds: 5, Next: "Flaky" },
                Flaky: {
                  Type: "Task",
                  Resource: "arn:aws:states:::lambda:invoke",
                  Arguments: { name: "fail once", sent: 2, tried: failsUntil(1) },
                  End: true,
                },
              },
            },
          ],
          Next: "Each",
        },
        Each: {
          Type: "Map",
          Items: [1, 2, 3],
          MaxConcurrency: 2,
          ItemProcessor: {
            StartAt: "One",
            States: {
              One: {
                Type: "Task",
                Resource: "arn:aws:states:::lambda:invoke",
                Arguments: {
                  name: "{% $states.input = 2 ? 'fail once' : 'double' %}",
                  sent: "{% $states.input %}",
                  tried: failsUntil(2),
                },
                End: true,
              },
            },
          },
          End: true,
        },
      },
    },
  },
  executions: [{ machine: "redriven", name: "r", input: {}, ends: { status: "SUCCEEDED", output: [2, "well", 6] } }],
  redrive: ["r"],
};
