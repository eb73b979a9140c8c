import { CustomResource, Duration, Fn, Stack } from "aws-cdk-lib";
import type { IAlarmAction } from "aws-cdk-lib/aws-cloudwatch";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { CfnReceiptRule, CfnReceiptRuleSet } from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { rawPrefix } from "../../functions/contracts/email.ts";
import type { Stage } from "../stages.ts";
import type { StatefulStack } from "../stateful-stack.ts";
import type { FunctionFleet } from "./function-fleet.ts";
import { GuardedQueue } from "./guarded-queue.ts";

export interface MailInProps {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  readonly functions: FunctionFleet;
  readonly alarm: IAlarmAction;
  readonly key: IKey | undefined;
}

/** Email in: SES stores the raw email and publishes its receipt with the verdicts; a queue carries it to intake. */
export class MailIn extends Construct {
  readonly mailQueue: GuardedQueue;

  constructor(scope: Construct, id: string, { stage, stateful, functions, alarm, key }: MailInProps) {
    super(scope, id);
    const receive = functions.named("intake/receive-email");
    this.mailQueue = new GuardedQueue(this, "MailQueue", {
      queueName: `switchboard-${stage.name}-mail`,
      workerTimeoutSeconds: 60,
      key,
      alarm,
      runbook: "email-waits-or-cannot-be-read",
    });
    const received = new Topic(this, "Received", {
      topicName: `switchboard-${stage.name}-mail-received`,
      enforceSSL: true,
      ...(key && { masterKey: key }),
    });
    received.addSubscription(new SqsSubscription(this.mailQueue.queue, { rawMessageDelivery: true }));
    receive.addEventSource(
      new SqsEventSource(this.mailQueue.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 10 }),
    );

    const ruleSetName = stage.shareRuleSet ?? `switchboard-${stage.name}`;
    const fromSes = { StringEquals: { "aws:SourceAccount": Stack.of(this).account } };
    const ses = new ServicePrincipal("ses.amazonaws.com");
    // On the receipt rule's own source ARN too, so that no other rule of the account can write emails here (S15).
    stateful.mail.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [ses],
        actions: ["s3:PutObject"],
        resources: [stateful.mail.arnForObjects(`${rawPrefix}*`)],
        conditions: {
          ...fromSes,
          ArnLike: {
            "aws:SourceArn": Stack.of(this).formatArn({
              service: "ses",
              resource: "receipt-rule-set",
              resourceName: `${ruleSetName}:receipt-rule/*`,
            }),
          },
        },
      }),
    );
    received.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [ses],
        actions: ["sns:Publish"],
        resources: [received.topicArn],
        conditions: fromSes,
      }),
    );

    const rule = new CfnReceiptRule(this, "Rule", {
      ruleSetName: stage.shareRuleSet ?? new CfnReceiptRuleSet(this, "RuleSet", { ruleSetName }).ref,
      rule: {
        name: `switchboard-${stage.name}`,
        enabled: true,
        scanEnabled: true,
        tlsPolicy: "Optional",
        // The whole domain: replies come back to signed addresses that no list could name.
        recipients: [stage.mailDomain],
        // Without a KMS key of the action's own: that would be client-side encryption, which only SES's own client can read.
        actions: [
          {
            s3Action: { bucketName: stateful.mail.bucketName, objectKeyPrefix: rawPrefix, topicArn: received.topicArn },
          },
        ],
      },
    });
    // SES tries both when the rule is made: without its policy the topic would refuse.
    rule.node.addDependency(received);
    if (stage.shareRuleSet === undefined) this.activate(functions, rule, ruleSetName);
  }

  /** One rule set is active per account and region: ours becomes it only where none, or ours, is. */
  private activate(functions: FunctionFleet, rule: CfnReceiptRule, ruleSetName: string): void {
    const handler = functions.named("intake/activate-rule-set");
    // SES offers no resource-level permissions for these.
    handler.addToRolePolicy(
      new PolicyStatement({
        actions: ["ses:DescribeActiveReceiptRuleSet", "ses:SetActiveReceiptRuleSet"],
        resources: ["*"],
      }),
    );
    const activation = new CustomResource(this, "Activation", {
      serviceToken: handler.functionArn,
      resourceType: "Custom::ActiveReceiptRuleSet",
      serviceTimeout: Duration.minutes(2),
      properties: { ruleSetName, rule: Fn.ref(Stack.of(this).getLogicalId(rule)) },
    });
    activation.node.addDependency(rule);
  }
}
