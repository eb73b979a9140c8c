import { App, Tags, Validations } from "aws-cdk-lib";
import featureFlags from "aws-cdk-lib/recommended-feature-flags.json" with { type: "json" };
import { AwsSolutionsChecks } from "cdk-nag";
import { acknowledge, statefulAcknowledgements, supportAcknowledgements } from "./acknowledgements.ts";
import { stageNamed } from "./stages.ts";
import { StatefulStack } from "./stateful-stack.ts";
import { SupportStack } from "./support-stack.ts";

export interface BuildAppProps {
  readonly stage: string;
  /** Where the cloud assembly goes; CDK's own choice when absent. */
  readonly outdir?: string;
  /** Folder with the bundled functions (lib/bundle.ts): every stage deploys the same ones. */
  readonly bundle: string;
  /** cdk-nag and CloudFormation's rules: on for `cdk`, off where only speed matters. */
  readonly checks: boolean;
}

/** Builds both stacks of a stage. Needs no account, no network and no look-ups. */
export function buildApp({ stage: name, outdir, bundle, checks }: BuildAppProps): App {
  const stage = stageNamed(name);
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
