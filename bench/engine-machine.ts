// The engine under the workload: parse → mood → [negative: a person's approval by token | search → draft] → send → log.
// An ordinary JSONata machine on the engine that `npm start` uses, its tasks handled in this process.
import path from "node:path";
import { isObject, type Json, type JsonObject } from "../local/asl/json.ts";
import { systemClock } from "../local/clock.ts";
import { type Engine, openEngine } from "../local/history/engine.ts";
import type { TaskCall } from "../local/history/task-invoker.ts";
import { openStore } from "../local/store.ts";
import { type Peer, stepsOf } from "./engine-workload.ts";

const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const call = (name: string, argument: Json, more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: functionArn(name),
  Arguments: argument,
  ...more,
});

/** The workload as a machine. */
const definition = {
  QueryLanguage: "JSONata",
  StartAt: "Parse the email",
  States: {
    "Parse the email": call("parse", "{% $states.input %}", {
      Assign: { email: "{% $states.result %}" },
      Next: "Read the mood",
    }),
    "Read the mood": call("sentiment", "{% $email %}", { Next: "How does the customer feel?" }),
    "How does the customer feel?": {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.sentiment = 'NEGATIVE' %}", Next: "Ask a person" }],
      Default: "Find what we know",
    },
    "Ask a person": {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Arguments: {
        FunctionName: functionArn("ask"),
        Payload: { token: "{% $states.context.Task.Token %}", id: "{% $email.id %}" },
      },
      Next: "Send the reply",
    },
    "Find what we know": call("kb", "{% $email %}", { Next: "Write a reply" }),
    "Write a reply": call(
      "draft",
      { email: "{% $email %}", kb: "{% $states.input %}" },
      {
        Output: { text: "{% $states.result.reply %}" },
        Next: "Send the reply",
      },
    ),
    "Send the reply": call(
      "send",
      { email: "{% $email %}", text: "{% $states.input.text %}" },
      { Next: "Write it down" },
    ),
    "Write it down": call("log", { email: "{% $email %}", sent: "{% $states.input %}" }, { End: true }),
  },
};

/** Opens the engine on a file in `dir`, every commit flushed to the disk. `D`: how long a thinking step takes, in ms. */
export async function openPeer({ dir, D }: { dir: string; D: number }): Promise<Peer> {
  const store = openStore(path.join(dir, "engine.db"));
  const work = stepsOf(D);
  const approve = (token: string): void => {
    engine.operations["SendTaskSuccess"]?.({
      taskToken: token,
      output: '{"text":"Approved reply. We are sorry."}',
    }).catch((error: unknown) => {
      throw error;
    });
  };
  const invoke = ({ resource, arguments: sent, token }: TaskCall): Promise<Json> => {
    if (token !== undefined) {
      setImmediate(approve, token);
      return Promise.resolve({});
    }
    const step = work[resource.slice(resource.lastIndexOf(":") + 1)];
    if (!step || !isObject(sent)) throw new Error(`There is no step ${resource}.`);
    return step(sent);
  };
  const engine: Engine = openEngine({ store, clock: systemClock, random: Math.random, invoke });
  const { arn } = await engine.define({
    name: "support",
    roleArn: "arn:aws:iam::000000000000:role/bench",
    type: "STANDARD",
    definition: JSON.stringify(definition),
  });
  await engine.start();
  const begin = engine.operations["StartExecution"];
  return {
    run: async (i, email) => {
      const started = await begin?.({ stateMachineArn: arn, name: `e${i}`, input: JSON.stringify(email) });
      const { status, output = null, cause } = await engine.ended(String(started?.["executionArn"]));
      if (status !== "SUCCEEDED") throw new Error(`The workflow ended ${status}: ${cause}`);
      return output;
    },
    // Without the write-ahead log, which is bounded.
    keptBytes: () =>
      store.read((tx) =>
        Number(tx.get("SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size")?.["bytes"]),
      ),
    settle: () => store.transact(() => {}),
    stop: async () => {
      await engine.stop();
      await store.close();
    },
  };
}
