import { CfnOutput, CustomResource, Duration, Stack, type StackProps } from "aws-cdk-lib";
import type { IAlarmAction } from "aws-cdk-lib/aws-cloudwatch";
import { type IKey, Key } from "aws-cdk-lib/aws-kms";
import { SqsEventSource } from "aws-cdk-lib/aws-lambda-event-sources";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, Source } from "aws-cdk-lib/aws-s3-deployment";
import type { Construct } from "constructs";
import { env } from "../functions/contracts/environment.ts";
import { articlePrefix } from "../functions/contracts/knowledge.ts";
import { Alarms } from "./constructs/alarms.ts";
import { DeskApi } from "./constructs/desk-api.ts";
import { FunctionFleet } from "./constructs/function-fleet.ts";
import { GuardedQueue } from "./constructs/guarded-queue.ts";
import { MailIn } from "./constructs/mail-in.ts";
import { MailOut } from "./constructs/mail-out.ts";
import { Record } from "./constructs/record.ts";
import { ReleasedWorkflow } from "./constructs/released-workflow.ts";
import { Schedules } from "./constructs/schedules.ts";
import { seedPolicy } from "./seed-policy.ts";
import type { Stage } from "./stages.ts";
import type { StatefulStack } from "./stateful-stack.ts";
import { EventWorkflow } from "./workflow/event-workflow.ts";
import { SupportWorkflow } from "./workflow/support-workflow.ts";

export interface SupportStackProps extends StackProps {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  /** Folder with the bundled handlers (lib/bundle.ts). */
  readonly bundle: string;
}

/** The route, end to end: email and events in, the workflow that handles them, replies out, and the record of it all. */
export class SupportStack extends Stack {
  constructor(scope: Construct, id: string, props: SupportStackProps) {
    super(scope, id, props);
    const { stage, stateful } = props;
    // Imported, so that nothing here can add to the key's own policy in the other stack (a circle).
    const key = stateful.key && Key.fromKeyArn(this, "DataKey", stateful.key.keyArn);
    const alarm = new Alarms(this, "Alarms", { stage, key }).action;
    const functions = new FunctionFleet(this, "Functions", { ...props, environment: sharedEnvironment(stage) });
    const room = { stage, stateful, functions, alarm, key };

    const mailIn = new MailIn(this, "MailIn", room);
    const events = this.eventsIn(room);
    const support = new ReleasedWorkflow(this, "Support", {
      stage,
      alarm,
      workflow: "support",
      definition: new SupportWorkflow(this, "Flow", functions.published),
    });
    new ReleasedWorkflow(this, "Event", {
      ...{ stage, alarm, workflow: "event" },
      definition: new EventWorkflow(this, "EventFlow", functions.published),
    });
    new MailOut(this, "MailOut", room);
    new Record(this, "Record", room);
    new Schedules(this, "Schedules", { ...room, deadLetters: events.deadLetters });
    const desk = new DeskApi(this, "Desk", { ...room, bundle: props.bundle });
    this.seed(room);

    mailIn.mailQueue.queue.grantSendMessages(functions.named("intake/sweep-mail"));
    functions.named("intake/sweep-mail").addEnvironment(env.mailQueueUrl, mailIn.mailQueue.queue.queueUrl);
    for (const [name, value] of Object.entries({
      DeskUrl: desk.url,
      EventQueueUrl: events.queue.queueUrl,
      SupportWorkflow: support.machine.stateMachineArn,
    })) {
      new CfnOutput(this, name, { value });
    }
  }

  /** Any event `{ id, type, detail }` comes in here; what nobody knows goes to the dead letters with the reason. */
  private eventsIn({ stage, functions, alarm, key }: Room): GuardedQueue {
    const events = new GuardedQueue(this, "EventQueue", {
      queueName: `switchboard-${stage.name}-events`,
      workerTimeoutSeconds: 20,
      key,
      alarm,
      runbook: "an-event-cannot-be-handled",
    });
    const receive = functions.named("intake/receive-event");
    receive.addEventSource(
      new SqsEventSource(events.queue, { batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 10 }),
    );
    events.deadLetters.grantSendMessages(receive);
    receive.addEnvironment(env.eventDeadLettersUrl, events.deadLetters.queueUrl);
    return events;
  }

  /** Version 1 of the policy, and in dev the sample shop's articles. Both leave alone what is there already. */
  private seed({ stage, stateful, functions }: Room): void {
    const policy = new CustomResource(this, "SeedPolicy", {
      serviceToken: functions.named("record/seed-policy").functionArn,
      resourceType: "Custom::SeedPolicy",
      serviceTimeout: Duration.minutes(2),
      properties: { policy: JSON.stringify(seedPolicy(stage)) },
    });
    policy.node.addDependency(functions);
    if (!stage.sampleKnowledge) return;
    new BucketDeployment(this, "SampleKnowledge", {
      sources: [Source.asset("samples/knowledge")],
      destinationBucket: stateful.knowledge as IBucket,
      destinationKeyPrefix: articlePrefix,
      prune: false,
    });
  }
}

type Room = {
  readonly stage: Stage;
  readonly stateful: StatefulStack;
  readonly functions: FunctionFleet;
  readonly alarm: IAlarmAction;
  readonly key: IKey | undefined;
};

function sharedEnvironment(stage: Stage): { [name: string]: string } {
  return {
    [env.stage]: stage.name,
    [env.mailDomain]: stage.mailDomain,
    [env.mailboxes]: stage.mailboxes.join(","),
    [env.configurationSet]: `switchboard-${stage.name}`,
    POWERTOOLS_SERVICE_NAME: "switchboard",
  };
}
