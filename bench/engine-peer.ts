// The engine under the shared workload: parse → mood → [negative: a person's approval by token | search → draft] → send
// → log. An ordinary JSONata machine on the engine that `npm start` uses, its tasks handled in this process.
import path from "node:path";
import { isObject, type Json, type JsonObject } from "../local/asl/json.ts";
import { systemClock } from "../local/clock.ts";
import { type Engine, openEngine } from "../local/history/engine.ts";
import type { TaskCall } from "../local/history/task-invoker.ts";
import { openStore } from "../local/store.ts";

const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
const call = (name: string, argument: Json, more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: functionArn(name),
  Arguments: argument,
  ...more,
});

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

/** The steps; four of them take `D` milliseconds, as a model would. */
const steps = (D: number): Readonly<Record<string, (sent: JsonObject) => Promise<Json>>> => {
  const think = (): Promise<void> | undefined => (D > 0 ? new Promise((resolve) => setTimeout(resolve, D)) : undefined);
  return {
    parse: async ({ id = "", from = "", subject, body }) => ({ id, customer: from, text: `${subject}\n${body}` }),
    sentiment: async ({ text }) => {
      await think();
      return { sentiment: /terrible|angry/i.test(String(text)) ? "NEGATIVE" : "POSITIVE", score: 0.93 };
    },
    kb: async () => {
      await think();
      return {
        articles: [
          { id: "kb-12", title: "Reset a password", score: 0.81 },
          { id: "kb-44", title: "Account settings", score: 0.62 },
        ],
      };
    },
    draft: async ({ email, kb }) => {
      await think();
      const [article] = listIn(kb, "articles");
      const reply = `Dear ${textIn(email, "customer")}, see article ${textIn(article, "id")}. `;
      return { reply: reply + "Kind regards, the support team. ".repeat(3) };
    },
    send: async ({ email, text }) => {
      await think();
      return { messageId: `m-${textIn(email, "id")}`, bytes: String(text).length };
    },
    log: async ({ email, sent }) => ({ logged: true, id: textIn(email, "id"), messageId: textIn(sent, "messageId") }),
  };
};

const textIn = (value: Json | undefined, member: string): string => (isObject(value) ? String(value[member]) : "");
const listIn = (value: Json | undefined, member: string): Json[] => {
  const list = isObject(value) ? value[member] : undefined;
  return Array.isArray(list) ? list : [];
};

export interface Peer {
  run(i: number, email: JsonObject): Promise<Json>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the engine on a file in `dir`, every commit flushed to the disk. `D`: how long a thinking step takes, in ms. */
export async function start({ dir, D }: { dir: string; D: number }): Promise<Peer> {
  const store = openStore(path.join(dir, "engine.db"));
  const work = steps(D);
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
    settle: () => store.transact(() => {}),
    stop: async () => {
      await engine.stop();
      await store.close();
    },
  };
}
