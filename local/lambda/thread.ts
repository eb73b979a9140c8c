import { Worker } from "node:worker_threads";
import type { Answer } from "./answer-call.ts";
import type { Carrier, CarrierEvents } from "./environment.ts";
import type { FunctionConfiguration, FunctionError } from "./function-configuration.ts";
import { hearCarrier } from "./hear-carrier.ts";
import type { LogFile } from "./log-file.ts";

const entry = new URL("./environment-entry.mjs", import.meta.url);

/**
 * An environment in a worker thread with its own `process.env`. The memory limit covers the handler's JavaScript heap
 * only: buffers outside the heap count against the whole process, and V8 cannot always stop a heap that grows by many
 * megabytes in one go, in which case it ends the whole process. Code that parses untrusted bytes therefore belongs in a
 * child process.
 */
export function openThread(options: {
  readonly configuration: FunctionConfiguration;
  readonly variables: Readonly<Record<string, string>>;
  readonly log: LogFile;
  readonly events: CarrierEvents;
  /** Answers what the handler asks of this machine's AWS endpoint; absent: it asks by socket. */
  readonly answer?: Answer;
}): Carrier {
  const { answer, configuration, events, log } = options;
  const worker = new Worker(entry, {
    env: { ...options.variables },
    name: configuration.name,
    workerData: { endpoint: answer && options.variables["AWS_ENDPOINT_URL"] },
    // A small nursery: the environments of a whole template live side by side, and none of them allocates much.
    resourceLimits: { maxOldGenerationSizeMb: configuration.memoryMb, maxYoungGenerationSizeMb: 6 },
    stdout: true,
    stderr: true,
  });
  let ended = false;
  const end = (error: FunctionError): void => {
    if (!ended) events.ended(error);
    ended = true;
  };
  worker.stdout.on("data", log.write);
  worker.stderr.on("data", log.write);
  const post = (reply: object): void => worker.postMessage(reply);
  worker.on("message", (message: unknown) => hearCarrier(message, { answer, events, post }));
  worker.on("error", (error) => {
    const outOfMemory = error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    const errorType = outOfMemory ? "Runtime.OutOfMemory" : "Runtime.ExitError";
    end({ errorType, errorMessage: error instanceof Error ? error.message : String(error) });
  });
  worker.on("exit", (code) => end(exited(code)));
  return {
    send: post,
    kill: async () => void (await worker.terminate()),
    watch: () => undefined,
  };
}

/** How Lambda words the end of a runtime that nobody asked to end. */
export const exited = (status: number | string): FunctionError => ({
  errorType: "Runtime.ExitError",
  errorMessage:
    status === 0
      ? "Error: Runtime exited without providing a reason"
      : `Error: Runtime exited with error: ${typeof status === "number" ? `exit status ${status}` : `signal: ${status}`}`,
});
