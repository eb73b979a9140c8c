import { Stack } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Code, type IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { rawPrefix, recordingPrefix } from "../../functions/contracts/email.ts";
import { env } from "../../functions/contracts/environment.ts";
import { articlePrefix, indexKey } from "../../functions/contracts/knowledge.ts";
import { type TableName, tables } from "../../functions/contracts/tables.ts";
import { allowedNames, modelArns, profileArns } from "../bedrock-models.ts";
import { type FunctionSpec, functionSpecs, type ObjectArea } from "../functions.ts";
import { grant, listAccess, objectAccess, tableAccess } from "../grants.ts";
import type { Stage } from "../stages.ts";
import type { StatefulStack } from "../stateful-stack.ts";
import { SwitchboardFunction } from "./switchboard-function.ts";
import { type Workflow, workflowArn } from "./workflow-arns.ts";

export interface FunctionFleetProps {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  /** Folder with the bundled handlers. */
  readonly bundle: string;
  /** Environment that all functions share, beside what their specification brings. */
  readonly environment: Readonly<Record<string, string>>;
}

const prefixes: Readonly<Record<ObjectArea, string>> = {
  raw: rawPrefix,
  read: "read/",
  attachments: "attachments/",
  uploads: "uploads/",
  recordings: recordingPrefix,
  articles: articlePrefix,
  index: indexKey.slice(0, indexKey.indexOf("/") + 1),
};

/** All functions of the system, made from their specifications: time, memory, environment and no right beyond it. */
export class FunctionFleet extends Construct {
  private readonly made = new Map<string, SwitchboardFunction>();
  private readonly props: FunctionFleetProps;

  constructor(scope: Construct, id: string, props: FunctionFleetProps) {
    super(scope, id);
    this.props = props;
    const code = Code.fromAsset(props.bundle);
    for (const [handler, spec] of Object.entries(functionSpecs)) {
      const made = new SwitchboardFunction(this, handler.replace("/", "-"), {
        handler,
        code,
        stage: props.stage,
        timeoutSeconds: spec.timeoutSeconds,
        memoryMiB: spec.memoryMiB,
        untrusted: spec.untrusted === true,
        environment: { ...props.environment, ...this.environmentOf(spec) },
      });
      grant(made, ...this.statementsOf(spec));
      this.made.set(handler, made);
    }
  }

  /** The function itself: for triggers, which always call the newest code. */
  named(handler: string): SwitchboardFunction {
    const found = this.made.get(handler);
    if (!found) throw new Error(`lib/functions.ts has no row for ${handler}`);
    return found;
  }

  /** Its published version: for workflows, whose running executions keep the code they started with. */
  published = (handler: string): IFunction => this.named(handler).currentVersion as IFunction;

  private environmentOf(spec: FunctionSpec): Record<string, string> {
    const { stateful, stage } = this.props;
    const entries: [string, string][] = (Object.keys(spec.tables) as TableName[]).map((name) => [
      tables[name].env,
      stateful.tables[name].tableName,
    ]);
    const areas = Object.keys(spec.objects ?? {});
    if (areas.some((area) => area !== "articles" && area !== "index"))
      entries.push([env.mailBucket, stateful.mail.bucketName]);
    if (areas.some((area) => area === "articles" || area === "index"))
      entries.push([env.knowledgeBucket, stateful.knowledge.bucketName]);
    for (const secret of spec.secrets ?? []) entries.push([env[`${secret}Secret`], stateful.secrets[secret].secretArn]);
    if (spec.models) entries.push(...modelSettings(stage));
    if (spec.secrets?.includes("tools") === true && stage.tools !== undefined)
      entries.push([env.ordersUrl, stage.tools.ordersUrl]);
    for (const workflow of spec.starts ?? [])
      entries.push([env[`${workflow}Workflow`], workflowArn(this, stage, workflow).live]);
    return Object.fromEntries(entries);
  }

  private statementsOf(spec: FunctionSpec): PolicyStatement[] {
    const { stateful, stage } = this.props;
    const statements = (
      Object.entries(spec.tables) as [TableName, NonNullable<FunctionSpec["tables"][TableName]>][]
    ).map(([name, access]) => tableAccess(stateful.tables[name], name, access));
    for (const [area, verbs] of Object.entries(spec.objects ?? {}) as [
      ObjectArea,
      ("Get" | "Put" | "Delete" | "List")[],
    ][]) {
      const bucket = area === "articles" || area === "index" ? stateful.knowledge : stateful.mail;
      const direct = verbs.filter((verb) => verb !== "List");
      statements.push(objectAccess(bucket, prefixes[area], direct));
      if (verbs.includes("List")) statements.push(listAccess(bucket, prefixes[area]));
    }
    for (const secret of spec.secrets ?? []) {
      statements.push(
        new PolicyStatement({
          actions: ["secretsmanager:GetSecretValue"],
          resources: [stateful.secrets[secret].secretArn],
        }),
      );
    }
    if (stateful.key)
      statements.push(
        new PolicyStatement({ actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [stateful.key.keyArn] }),
      );
    statements.push(...this.modelStatements(spec), ...this.workflowStatements(spec));
    if (spec.sends) {
      statements.push(
        new PolicyStatement({
          actions: ["ses:SendEmail", "ses:SendRawEmail"],
          resources: [
            this.arn("ses", "identity", stage.mailDomain),
            this.arn("ses", "configuration-set", `switchboard-${stage.name}`),
          ],
          conditions: { "ForAnyValue:StringEquals": { "ses:FromAddress": [...stage.mailboxes] } },
        }),
      );
    }
    return statements;
  }

  private modelStatements(spec: FunctionSpec): PolicyStatement[] {
    const { bedrock, guardrail } = this.props.stage.models;
    if (!spec.models) return [];
    const home = Stack.of(this);
    const { profiles, behind } = profileArns(bedrock, home);
    const invoke = { actions: ["bedrock:InvokeModel"] };
    const lists = [
      { ...invoke, resources: [...modelArns(bedrock, home), ...profiles] },
      // What a profile hands calls on to may be called through that profile alone.
      {
        ...invoke,
        resources: [...behind],
        conditions: { StringEquals: { "bedrock:InferenceProfileArn": [...profiles] } },
      },
      {
        actions: ["bedrock:ApplyGuardrail"],
        resources: guardrail === undefined ? [] : [this.arn("bedrock", "guardrail", guardrail.id)],
      },
    ];
    return lists.filter(({ resources }) => resources.length > 0).map((one) => new PolicyStatement(one));
  }

  private workflowStatements(spec: FunctionSpec): PolicyStatement[] {
    const { stage } = this.props;
    const arn = (workflow: Workflow) => workflowArn(this, stage, workflow);
    const statements: PolicyStatement[] = [];
    for (const workflow of spec.starts ?? []) {
      statements.push(new PolicyStatement({ actions: ["states:StartExecution"], resources: [arn(workflow).live] }));
    }
    if (spec.rings)
      statements.push(
        new PolicyStatement({ actions: ["states:SendTaskSuccess"], resources: [arn("support").machine] }),
      );
    if (spec.drawsRuns) {
      statements.push(
        new PolicyStatement({ actions: ["states:ListExecutions"], resources: [arn("support").machine] }),
        new PolicyStatement({
          actions: ["states:DescribeStateMachineForExecution"],
          resources: [arn("support").executions],
        }),
      );
    }
    if (spec.looksAtRuns) {
      statements.push(
        new PolicyStatement({
          effect: Effect.ALLOW,
          actions: ["states:DescribeExecution", "states:GetExecutionHistory"],
          resources: [arn("support").executions, arn("event").executions],
        }),
      );
    }
    return statements;
  }

  private arn(service: string, resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service, resource, resourceName });
  }
}

/** What the model port checks a policy's candidates against: `openai:*`, `bedrock:<id>`… The embedded model is always allowed. */
function modelSettings({ models }: Stage): [string, string][] {
  const allowed = [...(models.openai ? ["openai:*"] : []), ...allowedNames(models.bedrock)];
  const { guardrail } = models;
  return [
    [env.allowedModels, JSON.stringify(allowed)],
    ...(guardrail === undefined
      ? []
      : [[env.bedrockGuardrail, `${guardrail.id}:${guardrail.version}`] as [string, string]]),
  ];
}
