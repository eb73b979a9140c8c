import { Duration } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import type { StatefulStack } from "../stateful-stack.ts";
import type { FunctionFleet } from "./function-fleet.ts";
import { workflowArn } from "./workflow-arns.ts";

export interface SchedulesProps {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  readonly functions: FunctionFleet;
  /** Where an event goes whose function could not be reached. */
  readonly deadLetters: IQueue;
}

/** The safety nets: sweeps that find what fell between two steps, and the rules that react to failed runs and new articles. */
export class Schedules extends Construct {
  constructor(scope: Construct, id: string, { stage, stateful, functions, deadLetters }: SchedulesProps) {
    super(scope, id);
    const target = (handler: string) =>
      new LambdaFunction(functions.named(handler), {
        deadLetterQueue: deadLetters,
        retryAttempts: 10,
        maxEventAge: Duration.hours(2),
      });
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
  }
}
