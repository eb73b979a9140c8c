import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { stepFunctions } from "./clients.ts";

/** Where a run stands in Step Functions' own words; undefined for one that it no longer (or never) knew. */
export async function executionStatus(executionArn: string): Promise<string | undefined> {
  try {
    const { status } = await stepFunctions().send(new DescribeExecutionCommand({ executionArn }));
    return status;
  } catch (error) {
    if (error instanceof Error && ["ExecutionDoesNotExist", "InvalidArn"].includes(error.name)) return undefined;
    throw error;
  }
}

export const executionRuns = async (executionArn: string): Promise<boolean> =>
  (await executionStatus(executionArn)) === "RUNNING";
