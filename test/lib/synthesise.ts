// Bundles the functions and synthesises every stage with all checks into the folder it is given:
// `node test/lib/synthesise.ts FOLDER`.
// A process of its own, because CDK reports a failed check by ending the process.
import path from "node:path";
import { buildApp } from "../../lib/build-app.ts";
import { bundleFunctions } from "../../lib/bundle.ts";
import { stageNames } from "../../lib/stages.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Say where to: node test/lib/synthesise.ts FOLDER");
const bundle = path.join(folder, "functions");
await bundleFunctions(bundle);
for (const stage of stageNames) buildApp({ stage, outdir: path.join(folder, stage), bundle, checks: true }).synth();
