// What runs inside an environment: loads one handler and answers one event after the other.
//
// Plain JavaScript on purpose: a TypeScript entry makes every environment load the type stripper, 10 MB and 30 ms
// each. It runs in a worker thread or in a child process and speaks the same messages in both (environment.ts).
import { enableCompileCache } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parentPort, threadId } from "node:worker_threads";

const post = (message) => (parentPort ? parentPort.postMessage(message) : process.send(message));
const listen = (hear) => (parentPort ? parentPort.on("message", hear) : process.on("message", hear));

let handler;
let currentId;

/** An error as the Node.js runtime of Lambda reports it. */
const described = (error) =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? "").split("\n") }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

async function importHandler(codeFolder, name) {
  const dot = name.lastIndexOf(".");
  const stem = path.join(codeFolder, name.slice(0, dot));
  let missing;
  for (const extension of [".mjs", ".js", ".cjs"]) {
    try {
      const loaded = await import(pathToFileURL(stem + extension).href);
      return loaded[name.slice(dot + 1)] ?? loaded.default?.[name.slice(dot + 1)];
    } catch (error) {
      const absent = error?.code === "ERR_MODULE_NOT_FOUND" && String(error.url ?? error.message).includes(stem);
      if (!absent) throw error;
      missing = error;
    }
  }
  throw missing;
}

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

async function invoke({ id, event, context, deadlineMs }) {
  currentId = id;
  try {
    const getRemainingTimeInMillis = () => Math.max(0, deadlineMs - Date.now());
    const result = await handler(JSON.parse(event), {
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

/** A failure nobody awaited ends the environment, as in Lambda; the event it served is told why. */
const crash = (error) => {
  post({ kind: "crashed", id: currentId, error });
  if (threadId === 0) process.disconnect();
  setImmediate(() => process.exit(129));
};
process.on("uncaughtException", (error) => crash(described(error)));
process.on("unhandledRejection", (reason) =>
  crash({ ...described(reason), errorType: "Runtime.UnhandledPromiseRejection", errorMessage: String(reason) }),
);
// A child whose runtime is gone must not live on.
if (threadId === 0) process.on("disconnect", () => process.exit(0));

listen((message) => (message.kind === "load" ? load(message) : invoke(message)));
