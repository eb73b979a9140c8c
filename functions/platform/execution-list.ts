import {
  DescribeStateMachineForExecutionCommand,
  type ExecutionStatus,
  ListExecutionsCommand,
} from "@aws-sdk/client-sfn";
import { setting } from "./settings.ts";
import { stepFunctions } from "./step-functions.ts";

export interface ListedExecution {
  readonly name: string;
  readonly status: string;
  readonly startedAt: string;
  readonly stoppedAt?: string;
}

/** The support workflow's runs, newest first. The setting names its alias; all of its versions' runs are wanted. */
export async function listExecutions(status: ExecutionStatus | undefined, limit: number, after: string | undefined) {
  const machine = setting("supportWorkflow").split(":").slice(0, 7).join(":");
  const page = await stepFunctions().send(
    new ListExecutionsCommand({
      ...{ stateMachineArn: machine, maxResults: limit },
      ...(status !== undefined && { statusFilter: status }),
      ...(after !== undefined && { nextToken: after }),
    }),
  );
  const executions = (page.executions ?? []).map(
    (one): ListedExecution => ({
      ...{ name: one.name ?? "", status: one.status ?? "", startedAt: (one.startDate ?? new Date(0)).toISOString() },
      ...(one.stopDate !== undefined && { stoppedAt: one.stopDate.toISOString() }),
    }),
  );
  return { executions, ...(page.nextToken !== undefined && { next: page.nextToken }) };
}

/** The definition that a run follows, whatever was deployed since; undefined when Step Functions no longer knows it. */
export async function definitionOf(executionArn: string): Promise<string | undefined> {
  try {
    const { definition } = await stepFunctions().send(new DescribeStateMachineForExecutionCommand({ executionArn }));
    return definition;
  } catch (error) {
    if (error instanceof Error && ["ExecutionDoesNotExist", "InvalidArn"].includes(error.name)) return undefined;
    throw error;
  }
}
