import { type Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/** A finding of cdk-nag that is right as it is: where, which rule, and why. Paths are below the stack; `*` is the whole stack. */
interface Acknowledgement {
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
}

export const statefulAcknowledgements: readonly Acknowledgement[] = [
  {
    path: "Secret-model",
    rule: "AwsSolutions-SMG4",
    reason: "Holds an API key that only its provider can rotate; docs/deploy.md says how to replace it.",
  },
  {
    path: "Secret-signing",
    rule: "AwsSolutions-SMG4",
    reason:
      "Rotating the key by a timer would break the reply addresses of conversations that are still open; docs/runbook.md says when to rotate by hand.",
  },
  {
    path: "Secret-crm",
    rule: "AwsSolutions-SMG4",
    reason: "Shared with the CRM's side, which must change at the same moment.",
  },
  {
    path: "People",
    rule: "AwsSolutions-COG8",
    reason: "The plus tier costs per person; a second factor is required of everybody and nobody can sign up alone.",
  },
];

export const supportAcknowledgements: readonly Acknowledgement[] = [
  {
    path: "Functions",
    rule: "AwsSolutions-IAM5",
    reason:
      "A wildcard stands only behind a prefix of our own buckets, the name of our own workflows' executions, a function's own log streams, and where AWS knows no resource (X-Ray, the active rule set). test/lib/iam.test.ts lists them all.",
  },
  {
    path: "Support",
    rule: "AwsSolutions-IAM5",
    reason:
      "Delivering execution logs and X-Ray segments has no resource level; versions of our functions are named one by one.",
  },
  {
    path: "Event",
    rule: "AwsSolutions-IAM5",
    reason:
      "Delivering execution logs and X-Ray segments has no resource level; versions of our functions are named one by one.",
  },
  {
    path: "Desk",
    rule: "AwsSolutions-APIG4",
    reason:
      "The page itself (/, /{file}) holds no data and must load before anybody can sign in; everything under /api needs a signed-in person.",
  },
  {
    path: "Record/UnpublishedLog",
    rule: "AwsSolutions-SQS3",
    reason: "It is a dead-letter queue: it holds what the stream could not publish.",
  },
];

/** CDK's own copier of sample articles, in dev only. */
const copier = "Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C";
export const sampleAcknowledgements: readonly Acknowledgement[] = [
  {
    path: copier,
    rule: "AwsSolutions-IAM4",
    reason: "CDK's own deployment function; only the dev stage has it, to copy sample articles.",
  },
  {
    path: copier,
    rule: "AwsSolutions-IAM5",
    reason: "CDK's own deployment function; only the dev stage has it, to copy sample articles.",
  },
  {
    path: copier,
    rule: "AwsSolutions-L1",
    reason: "CDK's own deployment function chooses its runtime; only the dev stage has it.",
  },
];

/** Writes the acknowledgements down; one that names nothing in the stack is a mistake and says so. */
export function acknowledge(stack: Stack, list: readonly Acknowledgement[]): void {
  for (const { path, rule, reason } of list) {
    const found = path.split("/").reduce<IConstruct | undefined>((at, id) => at?.node.tryFindChild(id), stack);
    if (!found) throw new Error(`lib/acknowledgements.ts names ${path}, which ${stack.stackName} does not have.`);
    Validations.of(found).acknowledge({ id: rule, reason });
  }
}
