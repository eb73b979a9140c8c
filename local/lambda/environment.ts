// Environment: one place where one handler is loaded and answers one event at a time.
//
// It owns the handler's life: loading, the time limit of each event, the memory limit, and its end. It does not
// choose which event comes next (pool.ts) nor what a version is (versions.ts).
//
//   V1. Every event given gets exactly one outcome, whatever the handler does: answer, throw, hang, exit, eat memory.
//   V2. After a time-out, a crash, an unloadable handler or a start that the system refused the environment is dead and
//       says so.
import { randomUUID } from "node:crypto";
import type { Clock } from "../clock.ts";
import type { FunctionConfiguration, FunctionError, Outcome } from "./function-configuration.ts";

/** A worker thread or child process: a line to send on and the ways it may end. */
export interface Carrier {
  send(message: object): void;
  /** Ends it at once, whatever it is doing. */
  kill(): Promise<void>;
  /** `busy` while an event is being served: a carrier that watches memory need watch only then. */
  watch(busy: boolean): void;
}

/** What a carrier reports. */
export interface CarrierEvents {
  message(message: CarrierMessage): void;
  /** It ended by itself; `error` says why as Lambda would. */
  ended(error: FunctionError): void;
}

export type CarrierMessage =
  | { readonly kind: "loaded" }
  | { readonly kind: "unloadable"; readonly error: FunctionError }
  | { readonly kind: "answered"; readonly id: string; readonly payload: string }
  | { readonly kind: "failed"; readonly id: string; readonly error: FunctionError }
  | { readonly kind: "crashed"; readonly error: FunctionError };

/** What a thread asks of this machine's AWS endpoint (nearby-calls.mjs), and what it is answered. */
export interface CallMessage {
  readonly kind: "call";
  readonly id: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | undefined;
}

export interface Environment {
  /** Serves one event (JSON text). */
  serve(event: string, requestId: string): Promise<Outcome>;
  /** False once it can serve no more (V2). */
  readonly alive: () => boolean;
  stop(): Promise<void>;
}

// Lambda allows 10 s for loading; a small machine that is starting everything at once may need longer.
const loadLimitMs = 60_000;

/** Starts an environment; `open` makes its carrier. Loading begins at once and the first event waits for it. */
export function openEnvironment(options: {
  readonly configuration: FunctionConfiguration;
  readonly cacheFolder: string;
  readonly clock: Clock;
  readonly open: (events: CarrierEvents) => Carrier;
}): Environment {
  const { configuration, clock } = options;
  let dead: FunctionError | undefined;
  let waiting: ((outcome: Outcome) => void) | undefined;
  let loaded: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    loaded = resolve;
  });

  const settle = (outcome: Outcome): void => {
    waiting?.(outcome);
    waiting = undefined;
  };
  const end = (error: FunctionError): void => {
    dead ??= error;
    loaded();
    settle({ error: dead });
  };
  const hear = (message: CarrierMessage): void => {
    switch (message.kind) {
      case "loaded":
        loaded();
        break;
      case "answered":
        settle({ payload: message.payload });
        break;
      case "failed":
        settle({ error: message.error });
        break;
      case "unloadable":
      case "crashed":
        end(message.error);
        break;
    }
  };
  const carrier = opened(() => options.open({ message: hear, ended: end }), end);
  carrier.send({
    kind: "load",
    codeFolder: configuration.codeFolder,
    handlerName: configuration.handler,
    cacheFolder: options.cacheFolder,
  });

  const kill = async (error: FunctionError): Promise<void> => {
    end(error);
    await carrier.kill();
  };
  const within = async (limitMs: number, work: Promise<unknown>, requestId: string): Promise<void> => {
    const cancel = clock.at(clock.now() + limitMs, () => void kill(timedOut(requestId, limitMs)));
    await work;
    cancel();
  };

  return {
    alive: () => dead === undefined,
    stop: () => kill({ errorType: "Runtime.ExitError", errorMessage: "Runtime stopped" }),
    serve: async (event, requestId) => {
      carrier.watch(true);
      await within(loadLimitMs, ready, requestId);
      if (dead) {
        carrier.watch(false);
        return { error: dead };
      }
      const outcome = new Promise<Outcome>((resolve) => {
        waiting = resolve;
      });
      carrier.send({
        kind: "invoke",
        id: randomUUID(),
        event,
        deadlineMs: clock.now() + configuration.timeoutMs,
        context: {
          functionName: configuration.name,
          functionVersion: configuration.version,
          invokedFunctionArn: configuration.arn,
          memoryLimitInMB: String(configuration.memoryMb),
          awsRequestId: requestId,
          logGroupName: `/aws/lambda/${configuration.name}`,
          logStreamName: "local",
        },
      });
      await within(configuration.timeoutMs, outcome, requestId);
      carrier.watch(false);
      return outcome;
    },
  };
}

const nothing: Carrier = { send: () => undefined, kill: () => Promise.resolve(), watch: () => undefined };

/** The system may refuse a thread or process (memory, their number): the event that wanted it fails, not the machine. */
function opened(open: () => Carrier, end: (error: FunctionError) => void): Carrier {
  try {
    return open();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    end({ errorType: "Runtime.ExitError", errorMessage: `Error: Runtime could not be started: ${cause}` });
    return nothing;
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html words it so. */
const timedOut = (requestId: string, limitMs: number): FunctionError => ({
  errorType: "Sandbox.Timedout",
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(limitMs / 1000).toFixed(2)} seconds`,
});
