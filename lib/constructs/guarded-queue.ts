import { Duration } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IAlarmAction, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

export interface GuardedQueueProps {
  readonly queueName: string;
  /** Timeout of the function that works the queue, in seconds; a message stays invisible six times as long. */
  readonly workerTimeoutSeconds: number;
  readonly key?: IKey | undefined;
  readonly alarm: IAlarmAction;
  /** Heading in docs/runbook.md. */
  readonly runbook: string;
}

/** A queue, its dead letters (14 days) and the two alarms that matter: something failed for good, something waits too long. */
export class GuardedQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: GuardedQueueProps) {
    super(scope, id);
    const encryption = props.key
      ? { encryption: QueueEncryption.KMS, encryptionMasterKey: props.key }
      : { encryption: QueueEncryption.SQS_MANAGED };
    this.deadLetters = new Queue(this, "DeadLetters", {
      queueName: `${props.queueName}-dead-letters`,
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      ...encryption,
    });
    this.queue = new Queue(this, "Queue", {
      queueName: props.queueName,
      retentionPeriod: Duration.days(14),
      // AWS's advice for event-source mappings: at least six times the function's timeout.
      visibilityTimeout: Duration.seconds(6 * props.workerTimeoutSeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
      enforceSSL: true,
      ...encryption,
    });
    const see = `See docs/runbook.md#${props.runbook}`;
    const alarms = [
      deadLettersAlarm(this, this.deadLetters, `Messages of ${props.queueName} could not be handled. ${see}`),
      new Alarm(this, "OldestMessageAlarm", {
        alarmDescription: `The oldest message of ${props.queueName} waits longer than 15 minutes. ${see}`,
        metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: "Maximum" }),
        threshold: 900,
        evaluationPeriods: 3,
        comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
        treatMissingData: TreatMissingData.NOT_BREACHING,
      }),
    ];
    for (const alarm of alarms) alarm.addAlarmAction(props.alarm);
  }
}

/** Rings at the first message that nobody could handle. */
export function deadLettersAlarm(scope: Construct, deadLetters: Queue, alarmDescription: string): Alarm {
  return new Alarm(scope, "DeadLettersAlarm", {
    alarmDescription,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: "Maximum" }),
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
}
