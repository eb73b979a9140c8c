// What runs inside an environment: loads one handler and answers one event after the other.
//
// Plain JavaScript on purpose: a TypeScript entry makes every environment load the type stripper, 10 MB and 30 ms
// each. It runs in a worker thread or in a child process and speaks the same messages in both (environment.ts).
import { enableCompileCache } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, threadId, workerData } from "node:worker_threads";
import { carryNearbyCalls } from "./nearby-calls.mjs";

/** @type {(message: object) => void} */
const post = (message) => (parentPort ? parentPort.postMessage(message) : process.send(message));
/**
 * @typedef {{ kind: "load", codeFolder: string, handlerName: string, cacheFolder?: string }} Load
 * @typedef {{ kind: "invoke", id: string, event: string, context: object, deadlineMs: number }} Invoke `event` is JSON
 */
/** @type {(hear: (message: Load | Invoke) => unknown) => unknown} */
const listen = (hear) => (parentPort ? parentPort.on("message", hear) : process.on("message", hear));

/** @type {(event: unknown, context: object) => unknown} */
let handler;
/** @type {string | undefined} */
let currentId;

/**
 * An error as the Node.js runtime of Lambda reports it.
 * @param {unknown} error
 */
const described = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

/**
 * @param {string} codeFolder
 * @param {string} name
 */
async function importHandler(codeFolder, name) {
  const dot = name.lastIndexOf(".");
  /** @type {string} */
  const stem = path.join(codeFolder, name.slice(0, dot));
  let missing = new Error(`Cannot find module '${stem}'`);
  for (const extension of [".mjs", ".js", ".cjs"]) {
    try {
      const loaded = await import(pathToFileURL(stem + extension).href);
      return loaded[name.slice(dot + 1)] ?? loaded.default?.[name.slice(dot + 1)];
    } catch (error) {
      if (!(error instanceof Error) || !isAbsent(error, stem)) throw error;
      missing = error;
    }
  }
  throw missing;
}

/**
 * Whether the handler's own file is not there, rather than something that it imports.
 * @param {Error & { code?: string, url?: string }} error
 * @param {string} stem
 */
const isAbsent = (error, stem) => error.code === "ERR_MODULE_NOT_FOUND" && (error.url ?? error.message).includes(stem);

/** @param {Load} message */
async function load({ codeFolder, handlerName, cacheFolder }) {
  if (cacheFolder) enableCompileCache(cacheFolder);
  try {
    handler = await importHandler(codeFolder, handlerName);
    if (typeof handler !== "function") {
      const message = `${handlerName} is undefined or not exported`;
      post({ kind: "unloadable", error: { errorType: "Runtime.HandlerNotFound", errorMessage: message, trace: [] } });
      return;
    }
    post({ kind: "loaded" });
  } catch (error) {
    const cause = described(error);
    const errorType =
      error?.code === "ERR_MODULE_NOT_FOUND"
        ? "Runtime.ImportModuleError"
        : error instanceof SyntaxError
          ? "Runtime.UserCodeSyntaxError"
          : cause.errorType;
    post({
      kind: "unloadable",
      error: { ...cause, errorType, errorMessage: `${cause.errorType}: ${cause.errorMessage}` },
    });
  }
}

/** @param {Invoke} message */
async function invoke({ id, event, context, deadlineMs }) {
  currentId = id;
  try {
    const getRemainingTimeInMillis = () => Math.max(0, deadlineMs - Date.now());
    /** @type {unknown} */
    const input = JSON.parse(event);
    const result = await handler(input, {
      ...context,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis,
    });
    post({ kind: "answered", id, payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    post({ kind: "failed", id, error: described(error) });
  }
  currentId = undefined;
}

/**
 * A failure nobody awaited ends the environment, as in Lambda; the event it served is told why.
 * @param {object} error
 */
const crash = (error) => {
  post({ kind: "crashed", id: currentId, error });
  if (threadId === 0) process.disconnect();
  setImmediate(() => process.exit(129));
};
process.on("uncaughtException", (error) => crash(described(error)));
process.on("unhandledRejection", (reason) =>
  crash({ ...described(reason), errorType: "Runtime.UnhandledPromiseRejection", errorMessage: String(reason) }),
);
if (threadId === 0) {
  // A child whose runtime is gone must not live on.
  process.on("disconnect", () => process.exit(0));
  // A terminal's Ctrl-C reaches the whole process group: the runtime alone ends its children, after what is under way.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
}

// The endpoint is in the process that started this one.
/** @type {string | undefined} */
const endpoint = workerData?.endpoint ?? process.argv[2];
const reply = endpoint === undefined ? undefined : carryNearbyCalls(new URL(endpoint), post);

const heard = { load, invoke, reply };
listen((message) => heard[message.kind](message));
