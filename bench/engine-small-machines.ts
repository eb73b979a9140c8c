// The machines of engine-waiting.ts and engine-flat.ts: as small as what they measure.

import { readToken } from "../local/asl/token.ts";
import type { Engine } from "../local/history/engine.ts";
import type { MachineDefinition } from "../local/history/machines.ts";

const machine = (name: string, definition: object): MachineDefinition => ({
  name,
  roleArn: "arn:aws:iam::000000000000:role/bench",
  type: "STANDARD",
  definition: JSON.stringify(definition),
});

/** Waits for a token, or a month. */
export const waitingMachine = machine("waiting", {
  QueryLanguage: "JSONata",
  StartAt: "What does it wait for?",
  States: {
    "What does it wait for?": {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.waitsFor = 'token' %}", Next: "Ask a person" }],
      Default: "A month",
    },
    "Ask a person": {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: { FunctionName: "ask", Payload: { token: "{% $states.context.Task.Token %}" } },
      End: true,
    },
    "A month": { Type: "Wait", Seconds: 2_592_000, End: true },
  },
});

/** Two tasks and a choice: five transitions. */
export const shortMachine = machine("short", {
  QueryLanguage: "JSONata",
  StartAt: "First",
  States: {
    First: {
      Type: "Task",
      Resource: "arn:aws:lambda:us-east-1:000000000000:function:echo",
      Arguments: "{% $states.input %}",
      Next: "Which way?",
    },
    "Which way?": {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.way = 'second' %}", Next: "Second" }],
      Default: "Second",
    },
    Second: {
      Type: "Task",
      Resource: "arn:aws:lambda:us-east-1:000000000000:function:echo",
      Arguments: { way: "{% $states.input.way %}" },
      End: true,
    },
  },
});

/** Throws unless the execution that `token` belongs to has ended well. */
export async function checkEnded(engine: Engine, token: string): Promise<void> {
  const { status } = await engine.ended(readToken(token)?.executionArn ?? "");
  if (status !== "SUCCEEDED") throw new Error(`The execution that was answered ended ${status}.`);
}
