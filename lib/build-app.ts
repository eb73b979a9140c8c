import path from "node:path";
import { App, Tags, Validations } from "aws-cdk-lib";
import featureFlags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge, statefulAcknowledgements, supportAcknowledgements } from "./acknowledgements.ts";
import { bundleFunctions } from "./bundle.ts";
import { stageNamed } from "./stages.ts";
import { StatefulStack } from "./stateful-stack.ts";
import { SupportStack } from "./support-stack.ts";

export interface BuildAppProps {
  readonly stage: string;
  /** Where the cloud assembly goes; CDK's own choice when absent. */
  readonly outdir?: string;
  /** Where bundles are made before they become assets. */
  readonly workdir: string;
  /** cdk-nag and CloudFormation's rules: on for `cdk`, off where only speed matters. */
  readonly checks: boolean;
}

/** Bundles the functions and builds both stacks of a stage. Needs no account, no network and no look-ups. */
export async function buildApp({ stage: name, outdir, workdir, checks }: BuildAppProps): Promise<App> {
  const stage = stageNamed(name);
  const bundle = path.join(workdir, "functions");
  await bundleFunctions(bundle);
  const app = new App({
    ...(outdir !== undefined && { outdir }),
    // In code rather than cdk.json, which only the CLI reads: `npm start` must get the very same template.
    context: {
      ...featureFlags,
      // Exports, not weak references: CloudFormation then refuses to delete data that the app stack still uses.
      "@aws-cdk/core:defaultCrossStackReferences": "strong",
    },
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: checks,
  });
  const env = { ...(stage.account && { account: stage.account }), ...(stage.region && { region: stage.region }) };
  const stateful = new StatefulStack(app, `switchboard-${name}-stateful`, {
    stage,
    env,
    description: "Switchboard: tables, buckets, secrets, people",
  });
  const support = new SupportStack(app, `switchboard-${name}`, {
    stage,
    env,
    stateful,
    bundle,
    description: "Switchboard: the route from email in to reply out",
  });
  acknowledge(stateful, statefulAcknowledgements);
  acknowledge(support, supportAcknowledgements(stage));
  if (checks) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  Tags.of(app).add("switchboard:stage", name);
  return app;
}
