import { parseFunctionName } from "../../../local/lambda/function-name.ts";
import type { Functions } from "../../../local/lambda/functions.ts";
import { AwsError } from "../../../local/services/aws-error.ts";
import { arnOf } from "../../../local/services/service.ts";
import type { Faults } from "./faults.ts";
import type { VirtualTime } from "./virtual-time.ts";
import { type Worker, workers } from "./wire.ts";

type Handler = (event: unknown) => Promise<unknown>;
interface Defined {
  readonly handler: Handler | undefined;
  readonly timeoutMs: number;
}
type Answer = Awaited<ReturnType<Functions["invoke"]>>;

/** The real handlers, in this process: a worker may be killed at any of its requests, run twice, or go unheard. */
export function openFunctionsHere(time: VirtualTime, faults: Faults): Functions {
  const defined = new Map<string, Defined>();
  const find = (nameOrArn: string): Defined => {
    const found = defined.get(parseFunctionName(nameOrArn).name);
    if (found) return found;
    throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, { status: 404 });
  };

  const run = async (name: string, { handler, timeoutMs }: Defined, payload: string): Promise<Answer> => {
    const { promise: killed, resolve } = Promise.withResolvers<Answer>();
    const worker: Worker = {
      name,
      dead: false,
      die: () => {
        worker.dead = true;
        resolve(failed("Runtime.ExitError", "RequestId: simulated Error: Runtime exited with error: signal: killed"));
      },
    };
    // Lambda kills what takes longer than its time limit.
    void time.sleep(timeoutMs).then(() => {
      worker.dead = true;
      resolve(failed("Sandbox.Timedout", `Task timed out after ${timeoutMs / 1000} seconds`));
    });
    const work = workers.run(worker, async () => {
      if (handler === undefined) throw new Error(`${name} has no handler here`);
      return handler(JSON.parse(payload));
    });
    return Promise.race([killed, work.then((result) => done(result), thrown)]);
  };

  return {
    define: async ({ name, handler: file, timeoutSeconds, variables }) => {
      Object.assign(process.env, variables);
      const [, room, entry] = /^([a-z]+)\/([a-z-]+)\.handler$/.exec(file) ?? [];
      const module: { handler?: Handler } =
        room === undefined ? {} : await import(`../../../functions/${room}/${entry}.lambda.ts`);
      defined.set(name, { handler: module.handler, timeoutMs: timeoutSeconds * 1000 });
      return { arn: arnOf("lambda", `function:${name}`) };
    },
    publishVersion: async (name) => ({ arn: `${arnOf("lambda", `function:${name}`)}:1`, version: "1" }),
    alias: (name, alias) => ({ arn: `${arnOf("lambda", `function:${parseFunctionName(name).name}`)}:${alias}` }),
    exists: (nameOrArn) => defined.has(parseFunctionName(nameOrArn).name),
    resolve: (nameOrArn) => {
      find(nameOrArn);
      return arnOf("lambda", `function:${parseFunctionName(nameOrArn).name}`);
    },
    invoke: async (nameOrArn, payload) => {
      const { name } = parseFunctionName(nameOrArn);
      const found = find(nameOrArn);
      switch (faults.invocation()) {
        case "refused":
          throw new AwsError("TooManyRequestsException", "Rate Exceeded.", { status: 429 });
        case "unheard":
          await run(name, found, payload);
          throw new AwsError("ServiceException", "Nobody heard how it ended", { status: 500 });
        case "twice": {
          const [, answer] = await Promise.all([run(name, found, payload), run(name, found, payload)]);
          return answer;
        }
        case undefined:
          return run(name, found, payload);
      }
    },
    room: async () => undefined,
    stop: async () => undefined,
  };
}

const done = (result: unknown): Answer => ({ payload: JSON.stringify(result ?? null), executedVersion: "1" });

const failed = (errorType: string, errorMessage: string): Answer => ({
  payload: JSON.stringify({ errorType, errorMessage, trace: [] }),
  functionError: "Unhandled",
  executedVersion: "1",
});

const thrown = (error: unknown): Answer =>
  error instanceof Error ? failed(error.name, error.message) : failed("Error", String(error));
