import { Duration } from "aws-cdk-lib";
import type { IAlarmAction } from "aws-cdk-lib/aws-cloudwatch";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { SqsDestination } from "aws-cdk-lib/aws-lambda-destinations";
import { type IQueue, Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { indexKey } from "../../functions/contracts/knowledge.ts";
import type { Stage } from "../stages.ts";
import type { StatefulStack } from "../stateful-stack.ts";
import type { FunctionFleet } from "./function-fleet.ts";
import { deadLettersAlarm } from "./guarded-queue.ts";
import { workflowArn } from "./workflow-arns.ts";

export interface SchedulesProps {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  readonly functions: FunctionFleet;
  /** Where an event goes whose function could not be reached. */
  readonly deadLetters: IQueue;
  readonly alarm: IAlarmAction;
  readonly key: IKey | undefined;
}

/** The safety nets: sweeps that find what fell between two steps, and the rules that react to failed runs and new articles. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { stage, stateful, functions, deadLetters, alarm, key }: SchedulesProps) {
    super(scope, id);
    const failed = this.failedEvents(stage, alarm, key);
    const guarded = new Set<string>();
    const target = (handler: string) => {
      const called = functions.named(handler);
      // The rule's own dead letters are for events that reach no function; one that throws is Lambda's matter.
      if (!guarded.has(handler))
        called.configureAsyncInvoke({ onFailure: new SqsDestination(failed), retryAttempts: 2 });
      guarded.add(handler);
      return new LambdaFunction(called, {
        deadLetterQueue: deadLetters,
        retryAttempts: 10,
        maxEventAge: Duration.hours(2),
      });
    };
    const every = (name: string, minutes: number, handler: string) =>
      new Rule(this, name, {
        ruleName: `switchboard-${stage.name}-${handler.replace("/", "-")}`,
        schedule: Schedule.rate(Duration.minutes(minutes)),
        targets: [target(handler)],
      });
    every("SweepMail", 15, "intake/sweep-mail");
    every("SweepTasks", 5, "desk/sweep-tasks");
    every("Reconcile", 5, "outbound/reconcile");
    every("DrainWaiting", 1, "models/drain-waiting");
    every("FetchPages", 60, "answer/fetch-pages");
    every("EmbedPassages", 60, "answer/embed-passages");

    // Step Functions cannot catch everything inside a run (States.Runtime, a task that cannot be opened): this sees it from outside.
    new Rule(this, "RescueRun", {
      ruleName: `switchboard-${stage.name}-rescue-run`,
      eventPattern: {
        source: ["aws.states"],
        detailType: ["Step Functions Execution Status Change"],
        detail: {
          stateMachineArn: [workflowArn(this, stage, "support").machine, workflowArn(this, stage, "event").machine],
          status: ["FAILED", "TIMED_OUT", "ABORTED"],
        },
      },
      targets: [target("desk/rescue-run")],
    });
    new Rule(this, "ArticlesChanged", {
      ruleName: `switchboard-${stage.name}-articles`,
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created", "Object Deleted"],
        detail: { bucket: { name: [stateful.knowledge.bucketName] }, object: { key: [{ prefix: "articles/" }] } },
      },
      targets: [target("answer/index-knowledge")],
    });
    new Rule(this, "IndexWritten", {
      ruleName: `switchboard-${stage.name}-index-written`,
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: { bucket: { name: [stateful.knowledge.bucketName] }, object: { key: [indexKey] } },
      },
      targets: [target("answer/embed-passages")],
    });
  }

  /** Events whose function threw three times: without this Lambda drops them in silence. */
  private failedEvents(stage: Stage, alarm: IAlarmAction, key: IKey | undefined): Queue {
    const failed = new Queue(this, "FailedEvents", {
      queueName: `switchboard-${stage.name}-failed-events`,
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      ...(key
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: key }
        : { encryption: QueueEncryption.SQS_MANAGED }),
    });
    const description = `A sweep or rule of ${stage.name} failed. See docs/runbook.md#a-sweep-or-rule-fails`;
    deadLettersAlarm(failed, failed, description).addAlarmAction(alarm);
    return failed;
  }
}
