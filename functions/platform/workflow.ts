import { SendTaskSuccessCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import type { Ring } from "../contracts/decision.ts";
import type { ModelWaitEnded, SupportInput } from "../contracts/steps.ts";
import { logger } from "./logger.ts";
import { setting } from "./settings.ts";
import { stepFunctions } from "./step-functions.ts";

/**
 * Starts a workflow under a name that is the same for the same work. `exists` when that name was used before with a
 * closed run or another input: the caller's own record decides whether that is success.
 */
export async function startRun(
  workflow: "supportWorkflow" | "eventWorkflow",
  name: string,
  input: SupportInput | object,
): Promise<{ executionArn: string } | "exists"> {
  try {
    const { executionArn } = await stepFunctions().send(
      new StartExecutionCommand({ stateMachineArn: setting(workflow), name, input: JSON.stringify(input) }),
    );
    return { executionArn: executionArn ?? "" };
  } catch (error) {
    if (error instanceof Error && error.name === "ExecutionAlreadyExists") return "exists";
    throw error;
  }
}

/** Tells a waiting run what was decided, or that its wait is over. False when nobody waits on that token any more: the task's row stays the truth. */
export async function ring(token: string, decision: Ring | ModelWaitEnded): Promise<boolean> {
  try {
    await stepFunctions().send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(decision) }));
    return true;
  } catch (error) {
    const gone = error instanceof Error && ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"].includes(error.name);
    if (!gone) throw error;
    logger.info("A task token was no longer waited on", { failure: error.name });
    return false;
  }
}
