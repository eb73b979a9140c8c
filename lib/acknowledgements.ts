import { type Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import type { Stage } from "./stages.ts";

/** Findings of cdk-nag that are right as they are: where (path below the stack), which, and why. */
interface Acknowledgement {
  readonly path: string;
  readonly findings: readonly string[];
  readonly reason: string;
}

export const statefulAcknowledgements: readonly Acknowledgement[] = [
  {
    path: "Secret-model",
    findings: ["SMG4"],
    reason: "Holds an API key that only its provider can rotate; docs/deploy.md says how to replace it.",
  },
  {
    path: "Secret-tools",
    findings: ["SMG4"],
    reason: "Holds a key that only the order service can rotate; docs/tools.md says how to replace it.",
  },
  {
    path: "Secret-signing",
    findings: ["SMG4"],
    reason:
      "Rotating by a timer would break the reply addresses of conversations that are still open; docs/runbook.md says when to rotate by hand.",
  },
  {
    path: "Secret-chat",
    findings: ["SMG4"],
    reason: "Holds the address of a webhook that only the chat can replace.",
  },
  {
    path: "Secret-crm",
    findings: ["SMG4"],
    reason: "Shared with the CRM's side, which must change at the same moment.",
  },
  {
    path: "People",
    findings: ["COG8"],
    reason: "The plus tier costs per person; everybody needs a second factor and nobody can sign up alone.",
  },
];

/** Those of the app stack. Resource ids name the stage's exports, as cdk-nag does. */
export function supportAcknowledgements(stage: Stage): readonly Acknowledgement[] {
  const ours = `switchboard-${stage.name}`;
  const mail = `Resource::${ours}-stateful:ExportsOutputFnGetAttMail6A3D1F64ArnA87704DD`;
  const knowledge = `Resource::${ours}-stateful:ExportsOutputFnGetAttKnowledgeB6F5C7B3Arn0CBC0F73`;
  const executions = `Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${ours}`;
  const iam5 = (...ids: string[]) => ids.map((id) => `IAM5[${id}]`);
  const always: Acknowledgement[] = [
    {
      path: "Functions",
      findings: iam5("Resource::*"),
      reason: "X-Ray's PutTraceSegments and PutTelemetryRecords, and SES's active rule set, have no resource level.",
    },
    {
      path: "Functions",
      findings: iam5(
        `${mail}/raw/*`,
        `${mail}/read/*`,
        `${mail}/attachments/*`,
        `${mail}/uploads/*`,
        `${mail}/recordings/*`,
        `${knowledge}/articles/*`,
        `${knowledge}/index/*`,
      ),
      reason: "Objects of one prefix of our own bucket: keys are made at run time.",
    },
    {
      path: "Functions",
      findings: iam5(`${executions}-support:*`, `${executions}-event:*`),
      reason: "Executions of our own two workflows: their names are made at run time.",
    },
    {
      path: "Support",
      findings: iam5("Resource::*"),
      reason: "Delivering execution logs and X-Ray segments has no resource level.",
    },
    {
      path: "Event",
      findings: iam5("Resource::*"),
      reason: "Delivering execution logs and X-Ray segments has no resource level.",
    },
    {
      path: "Desk",
      findings: ["APIG4"],
      reason:
        "The page itself (/, /{file}) holds no data and must load before anybody can sign in; everything under /api needs a signed-in person.",
    },
    {
      path: "Schedules/FailedEvents",
      findings: ["SQS3"],
      reason: "It is a dead-letter queue: it holds what functions that rules call could not do.",
    },
    {
      path: "Record/UnpublishedLog",
      findings: ["SQS3"],
      reason: "It is a dead-letter queue: it holds what the stream could not publish.",
    },
  ];
  if (stage.customerKey) {
    always.push({
      path: "Functions",
      findings: iam5("Action::kms:ReEncrypt*", "Action::kms:GenerateDataKey*"),
      reason: "CDK's own grant to use our key with a queue or stream; the key is named.",
    });
  }
  if (stage.edge) {
    always.push({
      path: "Desk/Edge/Distribution",
      findings: ["CFR1", "CFR2", "CFR4"],
      reason:
        "CloudFront's own name and certificate until a stage has a domain: its setting names TLSv1, browsers use 1.2 and later. Who may come from where, and which firewall they pass, is the account owner's to say; the API throttles and asks for a signed-in person.",
    });
  }
  const copiedTo = [
    ...(stage.sampleKnowledge ? [knowledge] : []),
    ...(stage.edge ? ["Resource::<DeskEdgeConsole252C0FC0.Arn>"] : []),
  ];
  return copiedTo.length > 0 ? [...always, ...copierAcknowledgements(copiedTo)] : always;
}

/** CDK's own function that copies the console, and in dev sample articles. */
function copierAcknowledgements(buckets: readonly string[]): Acknowledgement[] {
  const iam5 = [
    "Action::s3:List*",
    "Action::s3:GetObject*",
    "Action::s3:GetBucket*",
    "Action::s3:DeleteObject*",
    "Action::s3:Abort*",
    ...buckets.map((bucket) => `${bucket}/*`),
    "Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*",
  ].map((id) => `IAM5[${id}]`);
  const managed = "IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]";
  return [
    {
      path: "Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C",
      findings: [...iam5, managed, "L1"],
      reason:
        "CDK's own deployment function chooses its role and runtime; it copies the console, and in dev sample articles.",
    },
  ];
}

/** Writes the acknowledgements down; one that names nothing in the stack is a mistake and says so. */
export function acknowledge(stack: Stack, list: readonly Acknowledgement[]): void {
  for (const { path, findings, reason } of list) {
    const found = path.split("/").reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), stack);
    if (!found) throw new Error(`lib/acknowledgements.ts names ${path}, which ${stack.stackName} does not have.`);
    for (const id of findings) Validations.of(found).acknowledge({ id: `AwsSolutions-${id}`, reason });
  }
}
