// Functions: everything Lambda knows here, by name, version and alias.
import { randomUUID } from "node:crypto";
import path from "node:path";
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import type { AccessKeys } from "../services/permissions/access-keys.ts";
import { arnOf, home } from "../services/service.ts";
import type { WireReply, WireRequest } from "../services/wire/message.ts";
import type { Store } from "../store.ts";
import { openBacklog } from "./backlog.ts";
import { openChildProcess } from "./child-process.ts";
import { openCodeFolders } from "./code-folders.ts";
import { type Environment, openEnvironment } from "./environment.ts";
import {
  type FunctionConfiguration,
  type Isolation,
  type Outcome,
  runtimeVariables,
} from "./function-configuration.ts";
import { parseFunctionName } from "./function-name.ts";
import { type LogFile, openLogFile } from "./log-file.ts";
import { payloadLimitBytes } from "./payload-limit.ts";
import { openPool, type Pool, scaleAfterMs } from "./pool.ts";
import { openThread } from "./thread.ts";
import { openVersions } from "./versions.ts";

/** A function as its CloudFormation resource describes it. */
interface FunctionSpec {
  readonly name: string;
  /** Content hash and folder of the code. */
  readonly code: { readonly hash: string; readonly folder: string };
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly isolation: Isolation;
  readonly variables: Readonly<Record<string, string>>;
  readonly reservedConcurrency?: number;
}

interface Invocation {
  /** JSON text: the handler's result, or `{errorType, errorMessage, trace}` when `functionError` is there. */
  readonly payload: string;
  readonly functionError?: "Unhandled";
  readonly executedVersion: string;
}

export interface Functions {
  define(spec: FunctionSpec): Promise<{ readonly arn: string }>;
  publishVersion(name: string, identity: string): Promise<{ readonly arn: string; readonly version: string }>;
  alias(name: string, alias: string, version: string): { readonly arn: string };
  /** Whether there is a function of that name or ARN. */
  exists(nameOrArn: string): boolean;
  /** The function's ARN for whatever may name it; throws ResourceNotFoundException for an unknown one. */
  resolve(nameOrArn: string): string;
  /**
   * Runs one event (JSON text). Throws AwsError ResourceNotFoundException, TooManyRequestsException (reserved
   * concurrency 0) or RequestTooLargeException; what the handler does wrong is in the answer.
   */
  invoke(nameOrArn: string, payload: string, options?: { readonly signal?: AbortSignal }): Promise<Invocation>;
  /** Settles when the functions together have room for more work; for triggers whose work can wait where it is. */
  room(): Promise<void>;
  stop(): Promise<void>;
}

export interface FunctionsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Data folder: code under `functions/`, output under `logs/`. */
  readonly folder: string;
  readonly endpoint: () => string;
  /** Answers what a handler in a thread asks of that endpoint; absent: it asks by socket. */
  readonly answer?: (request: Omit<WireRequest, "requestId">) => Promise<WireReply>;
  readonly keys: Pick<AccessKeys, "of">;
  /** Environments per function version; 3 keeps a small machine responsive. */
  readonly concurrency?: number;
  /** Environments in all, but for the first of a function: that is always started. Fewer, and one function makes all wait. */
  readonly environments?: number;
  readonly idleMs?: number;
}

// Enough to keep every function of a flow busy on a few cores; more would only wait in front of them.
const mostUnderWay = 24;

export function openFunctions(options: FunctionsOptions): Functions {
  const { store, clock, folder, concurrency = 3, environments = 22, idleMs = 20_000 } = options;
  const backlog = openBacklog(mostUnderWay);
  const codeFolder = path.join(folder, "functions");
  const code = openCodeFolders(codeFolder);
  const versions = openVersions(store, () => ({ endpoint: options.endpoint(), codeFolder }));
  const latest = new Map<string, FunctionConfiguration>();
  const aliases = new Map<string, string>();
  const pools = new Map<string, Pool>();
  const logs = new Map<string, LogFile>();
  let running = 0;

  const logOf = (name: string): LogFile => {
    const log = logs.get(name) ?? openLogFile(path.join(folder, "logs"), name);
    logs.set(name, log);
    return log;
  };
  const start = (configuration: FunctionConfiguration): Environment => {
    running++;
    const open = configuration.isolation === "process" ? openChildProcess : openThread;
    const key = options.keys.of(configuration.name);
    const variables = runtimeVariables(configuration, { endpoint: options.endpoint(), region: home.region, key });
    const log = logOf(configuration.name);
    return openEnvironment({
      configuration,
      clock,
      cacheFolder: path.join(codeFolder, ".compiled"),
      open: (events) =>
        open({ configuration, variables, log, events, ...(options.answer && { answer: options.answer }) }),
    });
  };
  const poolOf = (configuration: FunctionConfiguration): Pool => {
    const held = pools.get(configuration.arn);
    if (held) return held;
    const pool = openPool({
      scaleAfterMs: scaleAfterMs[configuration.isolation],
      limit: Math.min(concurrency, configuration.reservedConcurrency ?? concurrency),
      idleMs,
      clock,
      start: () => start(configuration),
      mayGrow: () => running < environments,
      onStop: () => running--,
    });
    pools.set(configuration.arn, pool);
    return pool;
  };
  const find = async (nameOrArn: string): Promise<FunctionConfiguration> => {
    const { name, qualifier } = parseFunctionName(nameOrArn);
    const newest = latest.get(name);
    const version = aliases.get(`${name}:${qualifier}`) ?? qualifier ?? "$LATEST";
    const found = version === "$LATEST" ? newest : await versions.find(arnOf("lambda", `function:${name}`), version);
    if (found) return found;
    const wanted = arnOf("lambda", `function:${name}${qualifier === undefined ? "" : `:${qualifier}`}`);
    throw new AwsError("ResourceNotFoundException", `Function not found: ${wanted}`, { status: 404 });
  };
  const known = (name: string): FunctionConfiguration => {
    const found = latest.get(parseFunctionName(name).name);
    if (found) return found;
    const wanted = arnOf("lambda", `function:${name}`);
    throw new AwsError("ResourceNotFoundException", `Function not found: ${wanted}`, { status: 404 });
  };

  return {
    define: async (spec) => {
      const arn = arnOf("lambda", `function:${spec.name}`);
      latest.set(spec.name, {
        name: spec.name,
        version: "$LATEST",
        arn,
        codeFolder: await code.keep(spec.code.hash, spec.code.folder),
        handler: spec.handler,
        timeoutMs: spec.timeoutSeconds * 1000,
        memoryMb: spec.memoryMb,
        isolation: spec.isolation,
        variables: spec.variables,
        ...(spec.reservedConcurrency === undefined ? {} : { reservedConcurrency: spec.reservedConcurrency }),
      });
      return { arn };
    },
    publishVersion: (name, identity) => versions.publish(known(name), identity),
    alias: (name, alias, version) => {
      const { arn, name: plain } = known(name);
      aliases.set(`${plain}:${alias}`, version);
      return { arn: `${arn}:${alias}` };
    },
    exists: (nameOrArn) => latest.has(parseFunctionName(nameOrArn).name),
    resolve: (nameOrArn) => known(nameOrArn).arn,
    invoke: async (nameOrArn, payload, { signal } = {}) => {
      const configuration = await find(nameOrArn);
      refuseTooMuch(configuration, payload);
      const requestId = randomUUID();
      const startedMs = clock.now();
      const outcome = await backlog.during(() => poolOf(configuration).serve(payload, requestId, signal));
      logOf(configuration.name).write(report(configuration, requestId, clock.now() - startedMs, outcome));
      const executedVersion = configuration.version;
      return "payload" in outcome
        ? { payload: outcome.payload, executedVersion }
        : { payload: JSON.stringify(outcome.error), functionError: "Unhandled", executedVersion };
    },
    room: backlog.room,
    stop: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.stop()));
      await Promise.all([...logs.values()].map((log) => log.close()));
    },
  };
}

function refuseTooMuch(configuration: FunctionConfiguration, payload: string): void {
  if (configuration.reservedConcurrency === 0) {
    throw new AwsError("TooManyRequestsException", "Rate Exceeded.", {
      status: 429,
      fields: { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" },
    });
  }
  const bytes = Buffer.byteLength(payload);
  if (bytes > payloadLimitBytes) {
    const message = `${bytes} byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)`;
    throw new AwsError("RequestTooLargeException", message, { status: 413 });
  }
}

/** The line Lambda writes after each event, with the failure added so that the log alone tells what happened. */
function report(configuration: FunctionConfiguration, requestId: string, tookMs: number, outcome: Outcome): string {
  const failure = "error" in outcome ? ` ${outcome.error.errorType}: ${outcome.error.errorMessage}` : "";
  return `REPORT RequestId: ${requestId} Version: ${configuration.version} Duration: ${tookMs.toFixed(0)} ms${failure}\n`;
}
