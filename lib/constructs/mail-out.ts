import { Duration } from "aws-cdk-lib";
import type { IAlarmAction } from "aws-cdk-lib/aws-cloudwatch";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import {
  ConfigurationSet,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from "aws-cdk-lib/aws-ses";
import { Topic } from "aws-cdk-lib/aws-sns";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import type { FunctionFleet } from "./function-fleet.ts";
import { GuardedQueue } from "./guarded-queue.ts";

export interface MailOutProps {
  readonly stage: Stage;
  readonly functions: FunctionFleet;
  readonly alarm: IAlarmAction;
  readonly key: IKey | undefined;
}

/** Email out: our identity, and what the mail service tells afterwards (sent, delivered, bounced, complained). */
export class MailOut extends Construct {
  readonly eventQueue: GuardedQueue;

  constructor(scope: Construct, id: string, { stage, functions, alarm, key }: MailOutProps) {
    super(scope, id);
    const configurationSet = new ConfigurationSet(this, "ConfigurationSet", {
      configurationSetName: `switchboard-${stage.name}`,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
    });
    new EmailIdentity(this, "Identity", {
      identity: Identity.domain(stage.mailDomain),
      configurationSet,
      mailFromDomain: `bounce.${stage.mailDomain}`,
    });
    const topic = new Topic(this, "SendingEvents", {
      topicName: `switchboard-${stage.name}-sending-events`,
      enforceSSL: true,
      ...(key && { masterKey: key }),
    });
    configurationSet.addEventDestination("ToTopic", {
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    this.eventQueue = new GuardedQueue(this, "EventQueue", {
      queueName: `switchboard-${stage.name}-sending-events`,
      workerTimeoutSeconds: 30,
      key,
      alarm,
      runbook: "sending-events-wait",
    });
    topic.addSubscription(new SqsSubscription(this.eventQueue.queue, { rawMessageDelivery: true }));
    functions.named("outbound/sending-events").addEventSource(
      new SqsEventSource(this.eventQueue.queue, {
        batchSize: 50,
        // Nobody waits for them: two come for every reply, and one call takes in those of a second.
        maxBatchingWindow: Duration.seconds(1),
        reportBatchItemFailures: true,
        maxConcurrency: 5,
      }),
    );
  }
}
