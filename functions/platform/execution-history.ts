import { GetExecutionHistoryCommand, type HistoryEvent } from "@aws-sdk/client-sfn";
import { stepFunctions } from "./step-functions.ts";

export interface HistoryPage {
  readonly events: readonly HistoryEvent[];
  readonly next?: string;
}

/** A page of a run's history, oldest first; undefined for a run that Step Functions no longer (or never) knew. */
export async function executionHistory(
  executionArn: string,
  limit: number,
  after: string | undefined,
): Promise<HistoryPage | undefined> {
  try {
    const page = await stepFunctions().send(
      new GetExecutionHistoryCommand({
        executionArn,
        maxResults: limit,
        ...(after !== undefined && { nextToken: after }),
      }),
    );
    return { events: page.events ?? [], ...(page.nextToken !== undefined && { next: page.nextToken }) };
  } catch (error) {
    if (error instanceof Error && ["ExecutionDoesNotExist", "InvalidArn"].includes(error.name)) return undefined;
    throw error;
  }
}
