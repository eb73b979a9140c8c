import { Stack } from "aws-cdk-lib";
import type { IAlarmAction } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";

export interface AlarmsProps {
  readonly stage: Stage;
  readonly key: IKey | undefined;
}

/** Where every alarm goes, and the people who are told. */
export class Alarms extends Construct {
  readonly action: IAlarmAction;

  constructor(scope: Construct, id: string, { stage, key }: AlarmsProps) {
    super(scope, id);
    const topic = new Topic(this, "Topic", {
      topicName: `switchboard-${stage.name}-alarms`,
      enforceSSL: true,
      ...(key && { masterKey: key }),
    });
    // enforceSSL gives the topic a policy of its own, and with it the default one is gone that let our account publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    for (const address of stage.alarmEmails) topic.addSubscription(new EmailSubscription(address));
    this.action = new SnsAction(topic);
  }
}
