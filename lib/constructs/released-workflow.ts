import { RemovalPolicy } from "aws-cdk-lib";
import { Alarm, type IAlarmAction, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import {
  CfnStateMachineAlias,
  CfnStateMachineVersion,
  DefinitionBody,
  type IChainable,
  LogLevel,
  QueryLanguage,
  StateMachine,
  StateMachineType,
} from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { Stage } from "../stages.ts";
import { type Workflow, workflowName } from "./workflow-arns.ts";

export interface ReleasedWorkflowProps {
  readonly stage: Stage;
  readonly workflow: Workflow;
  readonly definition: IChainable;
  readonly alarm: IAlarmAction;
}

/** A state machine whose every deploy publishes a version; runs start through the alias `live`, and old runs finish on their own version. */
export class ReleasedWorkflow extends Construct {
  readonly machine: StateMachine;

  constructor(scope: Construct, id: string, { stage, workflow, definition, alarm }: ReleasedWorkflowProps) {
    super(scope, id);
    const name = workflowName(stage, workflow);
    this.machine = new StateMachine(this, "Machine", {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(definition),
      queryLanguage: QueryLanguage.JSONATA,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, "Logs", {
          // The prefix keeps the log group out of the size limit of CloudWatch's resource policy.
          logGroupName: `/aws/vendedlogs/states/${name}`,
          retention: RetentionDays.THREE_MONTHS,
          removalPolicy: stage.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        // Execution data would put customers' words into CloudWatch (S14).
        includeExecutionData: false,
      },
      removalPolicy: stage.protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const version = new CfnStateMachineVersion(this, "Version", {
      stateMachineArn: this.machine.stateMachineArn,
      stateMachineRevisionId: this.machine.stateMachineRevisionId,
    });
    version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnStateMachineAlias(this, "Live", {
      name: "live",
      deploymentPreference: { stateMachineVersionArn: version.attrArn, type: "ALL_AT_ONCE" },
    });
    new Alarm(this, "FailedAlarm", {
      alarmDescription: `Runs of ${name} failed; each has opened a task with its cause. See docs/runbook.md#a-run-failed`,
      metric: this.machine.metricFailed(),
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(alarm);
  }
}
