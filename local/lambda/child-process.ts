import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answer } from "./answer-call.ts";
import type { Carrier, CarrierEvents } from "./environment.ts";
import type { FunctionConfiguration, FunctionError } from "./function-configuration.ts";
import { hearCarrier } from "./hear-carrier.ts";
import type { LogFile } from "./log-file.ts";
import { openMemoryWatch } from "./memory-watch.ts";
import { memoryLookMs, residentMb } from "./resident-memory.ts";
import { exited } from "./thread.ts";

const entry = fileURLToPath(new URL("./environment-entry.mjs", import.meta.url));

// Of 22 MB in use after each full collection 170 were held after 2,000 emails: V8 lets the nursery grow with what is allocated,
// and gives nothing back while there is work.
const nurseryMb = 8;

/** An environment in a process of its own, killed when its resident memory passes the function's MemorySize. */
export function openChildProcess(options: {
  readonly configuration: FunctionConfiguration;
  readonly variables: Readonly<Record<string, string>>;
  readonly log: LogFile;
  readonly events: CarrierEvents;
  /** Answers what the handler asks of this machine's AWS endpoint; absent: it asks by socket. */
  readonly answer?: Answer;
}): Carrier {
  const { answer, configuration, events, log } = options;
  const endpoint = answer && options.variables["AWS_ENDPOINT_URL"];
  const child = fork(entry, endpoint === undefined ? [] : [endpoint], {
    // Bodies go as bytes.
    serialization: "advanced",
    env: { ...options.variables },
    execArgv: [`--max-old-space-size=${configuration.memoryMb}`, `--max-semi-space-size=${nurseryMb}`],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    // What never began does not exit.
    child.once("error", () => child.pid === undefined && resolve());
  });
  let ended = false;
  const end = (error: FunctionError): void => {
    watch(false);
    if (!ended) events.ended(error);
    ended = true;
  };
  const watch = openMemoryWatch({
    usedMb: async () => (child.pid === undefined ? undefined : await residentMb(child.pid)),
    limitMb: configuration.memoryMb,
    everyMs: memoryLookMs(process.platform),
    onOver: (usedMb) => {
      if (ended) return;
      end({
        errorType: "Runtime.OutOfMemory",
        errorMessage: `Error: Runtime exited with error: signal: killed (used ${Math.round(usedMb)} of ${configuration.memoryMb} MB)`,
      });
      child.kill("SIGKILL");
    },
  });
  const send = (message: object): void => {
    // A child that is already gone is reported by its exit event.
    if (child.connected) child.send(message);
  };
  child.stdout?.on("data", log.write);
  child.stderr?.on("data", log.write);
  child.on("message", (message) => hearCarrier(message, { answer, events, post: send }));
  child.on("error", (error) => end({ errorType: "Runtime.ExitError", errorMessage: error.message }));
  child.on("exit", (code, signal) => end(outOfHeap(code, signal) ?? exited(code ?? signal ?? 0)));
  return {
    send,
    kill: async () => {
      watch(false);
      child.kill("SIGKILL");
      await gone;
    },
    watch: (busy) => watch(busy && !ended),
  };
}

/** V8 aborts (SIGABRT, exit 134) when its heap limit is reached before our watch sees it. */
const outOfHeap = (code: number | null, signal: NodeJS.Signals | null): FunctionError | undefined =>
  signal === "SIGABRT" || code === 134
    ? { errorType: "Runtime.OutOfMemory", errorMessage: "Error: Runtime exited with error: signal: aborted" }
    : undefined;
