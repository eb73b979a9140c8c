import { globSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleConsole } from "./console-bundle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every Lambda entry point, as `room/name`. */
const handlers: readonly string[] = globSync("functions/**/*.lambda.ts", { cwd: root })
  .map((file) => file.split(path.sep).join("/").slice("functions/".length, -".lambda.ts".length))
  .sort();

/**
 * Bundles all handlers in one esbuild run (shared code once, provider SDKs as lazy chunks) into `outdir` and puts the
 * built console beside them.
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
    keepNames: true,
    legalComments: "none",
    logLevel: "warning",
    // Packages written as CommonJS call require(); ESM bundles have none.
    banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
  });
  await bundleConsole(path.join(outdir, "console"));
}
