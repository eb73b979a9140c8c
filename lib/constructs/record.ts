import { Duration } from "aws-cdk-lib";
import type { IAlarmAction } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { StartingPosition } from "aws-cdk-lib/aws-lambda";
import { DynamoEventSource, SqsDlq, SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { env } from "../../functions/contracts/environment.ts";
import { eventSource, type LogKind } from "../../functions/contracts/log-entry.ts";
import type { Stage } from "../stages.ts";
import type { StatefulStack } from "../stateful-stack.ts";
import type { FunctionFleet } from "./function-fleet.ts";
import { deadLettersAlarm, GuardedQueue } from "./guarded-queue.ts";
import { LogAlarms } from "./log-alarms.ts";

export interface RecordProps {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  readonly functions: FunctionFleet;
  readonly alarm: IAlarmAction;
  readonly key: IKey | undefined;
}

/** What the CRM wants to know of an interaction; everything else stays in the log. */
const forTheCrm: readonly LogKind[] = [
  "email-received",
  "message-received",
  "event-handled",
  "task-opened",
  "task-decided",
  "reply-sent",
  "reply-bounced",
  "interaction-ended",
];

/** What people are told of by email and in their chat. */
const forPeople: readonly LogKind[] = [
  "task-opened",
  "task-taken-over",
  "task-escalated",
  "task-reminded",
  "task-assigned",
];

/** The log's way out: table → stream → bus → CRM. The log itself is written in the transactions that change the state. */
export class Record extends Construct {
  readonly bus: EventBus;
  readonly crmQueue: GuardedQueue;

  constructor(scope: Construct, id: string, { stage, stateful, functions, alarm, key }: RecordProps) {
    super(scope, id);
    new LogAlarms(this, "LogAlarms", { stage, functions, alarm });
    this.bus = new EventBus(this, "Bus", { eventBusName: `switchboard-${stage.name}` });
    const publish = functions.named("record/publish-log");
    publish.addEnvironment(env.busName, this.bus.eventBusName);
    this.bus.grantPutEventsTo(publish);
    const unpublished = new Queue(this, "UnpublishedLog", {
      queueName: `switchboard-${stage.name}-unpublished-log`,
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      ...(key
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: QueueEncryption.SQS_MANAGED }),
    });
    const description = `Log entries of ${stage.name} could not be published. See docs/runbook.md#the-log-is-not-published`;
    deadLettersAlarm(this, unpublished, description).addAlarmAction(alarm);
    publish.addEventSource(
      new DynamoEventSource(stateful.tables.log as ITable, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        maxBatchingWindow: Duration.seconds(1),
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // An hour of trouble with the bus is ridden out; what still fails is kept for a person.
        retryAttempts: 100,
        maxRecordAge: Duration.hours(20),
        onFailure: new SqsDlq(unpublished),
      }),
    );
    this.crmQueue = new GuardedQueue(this, "CrmQueue", {
      queueName: `switchboard-${stage.name}-crm`,
      workerTimeoutSeconds: 30,
      key,
      alarm,
      runbook: "the-crm-is-not-told",
    });
    new Rule(this, "ToCrm", {
      ruleName: `switchboard-${stage.name}-crm`,
      eventBus: this.bus,
      eventPattern: { source: [eventSource], detailType: [...forTheCrm] },
      targets: [
        new SqsQueue(this.crmQueue.queue, {
          deadLetterQueue: this.crmQueue.deadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
      ],
    });
    const notices = new GuardedQueue(this, "NoticeQueue", {
      queueName: `switchboard-${stage.name}-notices`,
      workerTimeoutSeconds: 60,
      key,
      alarm,
      runbook: "people-are-not-told-of-tasks",
    });
    new Rule(this, "ToPeople", {
      ruleName: `switchboard-${stage.name}-notices`,
      eventBus: this.bus,
      eventPattern: { source: [eventSource], detailType: [...forPeople] },
      targets: [
        new SqsQueue(notices.queue, {
          deadLetterQueue: notices.deadLetters,
          retryAttempts: 185,
          maxEventAge: Duration.hours(24),
        }),
      ],
    });
    functions
      .named("desk/tell-people")
      .addEventSource(
        new SqsEventSource(notices.queue, { batchSize: 5, reportBatchItemFailures: true, maxConcurrency: 5 }),
      );
    functions
      .named("record/push-to-crm")
      .addEventSource(
        new SqsEventSource(this.crmQueue.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 5 }),
      );
  }
}
