import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { stepFunctions } from "./step-functions.ts";

/** How a run stands, in Step Functions' own words. */
export interface Execution {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Undefined for a run that Step Functions no longer (90 days after its end) or never knew. */
export async function describeExecution(executionArn: string): Promise<Execution | undefined> {
  try {
    const { status, error, cause } = await stepFunctions().send(new DescribeExecutionCommand({ executionArn }));
    return { status: status ?? "", ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
  } catch (error) {
    if (error instanceof Error && ["ExecutionDoesNotExist", "InvalidArn"].includes(error.name)) return undefined;
    throw error;
  }
}

export const executionRuns = async (executionArn: string): Promise<boolean> =>
  (await describeExecution(executionArn))?.status === "RUNNING";
