import { copyFileSync, globSync, mkdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { bundleConsole } from "./console-bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every Lambda entry point, as `room/name`. */
const handlers: readonly string[] = globSync("functions/**/*.lambda.ts", { cwd: root })
  .map((file) => file.split(path.sep).join("/").slice("functions/".length, -".lambda.ts".length))
  .sort();

/**
 * Bundles all handlers in one esbuild run (shared code once, provider SDKs as lazy chunks) into `outdir` and puts the
 * built console beside them, and the models' weights, which functions read when they first compare words or sentences.
 */
export async function bundleFunctions(outdir: string): Promise<void> {
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(handlers.map((handler) => [handler, `functions/${handler}.lambda.ts`])),
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    minify: true,
    // ES modules where packages have them: of CommonJS nothing unused can be left out.
    mainFields: ["module", "main"],
    plugins: [schemasThatNobodyUses, noEventStreams],
    legalComments: "none",
    logLevel: "warning",
    // Packages written as CommonJS call require(); ESM bundles have none.
    banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
  });
  for (const weights of globSync("functions/models/*/*.bin", { cwd: root }))
    copyFileSync(path.join(root, weights), path.join(outdir, path.basename(weights)));
  copyFileSync(path.join(root, "samples/knowledge-meanings.json"), path.join(outdir, "knowledge-meanings.json"));
  await bundleConsole(path.join(outdir, "console"));
}

/**
 * The AWS SDK describes each operation of a service in one file of constants, and esbuild keeps them all because of their
 * computed keys: 60 KB of S3 alone. Said to be pure, only those of operations that are called stay.
 */
const schemasThatNobodyUses: Plugin = {
  name: "schemas-that-nobody-uses",
  setup(build) {
    build.onLoad({ filter: /@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, "utf8")).replace(
        /^export var (\w+\$?) = (\[[\s\S]*?\]);$/gm,
        "export var $1 = /* @__PURE__ */ (() => $2)();",
      ),
    }));
  },
};

/**
 * AWS clients carry a codec for event streams (select over an object, answers word by word), which no call of ours has:
 * in its place stands one that says so.
 */
const noEventStreams: Plugin = {
  name: "no-event-streams",
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, () => ({ path: "none", namespace: "event-streams" }));
    // HTTP/2 is for these streams alone: functions/models/providers/bedrock.ts hands its client HTTP/1.1.
    build.onLoad({ filter: /node-http-handler[\\/]dist-es[\\/]node-http2-handler\.js$/ }, () => ({
      contents: `export class NodeHttp2Handler {
        static create(given) { return given?.handle ? given : new NodeHttp2Handler(); }
        handle() { throw new Error("HTTP/2 is left out of the bundles: see lib/bundle.ts"); }
      }`,
    }));
    build.onLoad({ filter: /.*/, namespace: "event-streams" }, () => ({
      contents: `
        const none = () => { throw new Error("Event streams are left out of the bundles: see lib/bundle.ts"); };
        export const eventStreamSerdeProvider = () => ({ serialize: none, deserialize: none });
        export const resolveEventStreamSerdeConfig = (input) =>
          Object.assign(input, { eventStreamMarshaller: input.eventStreamSerdeProvider(input) });
        export class EventStreamCodec { encode() { none(); } decode() { none(); } }
        export class EventStreamSerde { serializeEventStream() { none(); } deserializeEventStream() { none(); } }
        export const iterableToReadableStream = none;
        export const readableStreamToIterable = none;`,
    }));
  },
};
