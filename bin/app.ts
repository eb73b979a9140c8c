// The CDK app. `cdk` runs it (cdk.json) with `-c stage=NAME`; `npm start` runs it with --stage and --outdir.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildApp } from "../lib/build-app.ts";
import { bundleFunctions } from "../lib/bundle.ts";
import { stageNames } from "../lib/stages.ts";

const { values } = parseArgs({
  options: {
    stage: { type: "string" },
    outdir: { type: "string" },
    workdir: { type: "string" },
    "no-checks": { type: "boolean", default: false },
  },
});
const context: Record<string, unknown> = JSON.parse(process.env["CDK_CONTEXT_JSON"] ?? "{}");
const stage = values.stage ?? context["stage"];
if (typeof stage !== "string") {
  console.error(`Which environment? Say -c stage=NAME, with one of ${stageNames.join(", ")} (lib/stages.ts).`);
  process.exit(1);
}
const workdir =
  values.workdir ?? path.join(fileURLToPath(new URL("..", import.meta.url)), "node_modules/.cache/switchboard", stage);
const bundle = path.join(workdir, "functions");
await bundleFunctions(bundle);
const app = buildApp({
  stage,
  bundle,
  checks: !values["no-checks"],
  ...(values.outdir !== undefined && { outdir: values.outdir }),
});
app.synth();
