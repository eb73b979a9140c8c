// Synthesises every stage with all checks into the folder it is given: `node test/lib/synthesise.ts FOLDER`.
// A process of its own, because CDK reports a failed check by ending the process.
import path from "node:path";
import { buildApp } from "../../lib/build-app.ts";
import { stageNames } from "../../lib/stages.ts";

const folder = process.argv[2];
if (folder === undefined) throw new Error("Say where to: node test/lib/synthesise.ts FOLDER");
for (const stage of stageNames) {
  const app = await buildApp({
    stage,
    outdir: path.join(folder, stage),
    workdir: path.join(folder, "bundles", stage),
    checks: true,
  });
  app.synth();
}
