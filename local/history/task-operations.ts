// SendTaskSuccess, SendTaskFailure, SendTaskHeartbeat.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html
import type { Signal } from "../asl/signal.ts";
import { readToken } from "../asl/token.ts";
import { AwsError } from "../services/aws-error.ts";
import type { JsonObject, Operations } from "../services/service.ts";
import { readExecutionArn } from "./arns.ts";
import type { LiveRuns } from "./live-runs.ts";
import { invalid, onlyMembers, optionalText, parsed, text, tooManyBytes } from "./request.ts";

/** The operations on task tokens. All settle when the answer is durable. */
export function taskOperations(runs: LiveRuns): Operations {
  const tell = async (
    taskToken: string,
    signal: (at: { frame: number; secret: string }) => Signal,
  ): Promise<JsonObject> => {
    const token = readToken(taskToken);
    if (!token || !readExecutionArn(token.executionArn))
      throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
    const applied = await runs.send(token.executionArn, signal(token));
    // AWS says the same of a task that was answered, that ran out of time, and whose execution is over.
    if (!applied) {
      throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    }
    return {};
  };

  return {
    SendTaskSuccess: async (input) => {
      onlyMembers(input, "taskToken", "output");
      const token = text(input, "taskToken");
      const outputText = text(input, "output");
      const output = parsed(outputText);
      if (!output || tooManyBytes(outputText)) {
        throw new AwsError(
          "InvalidOutput",
          `Invalid Output: ${output ? "it exceeds 262144 bytes" : "it is no JSON text"}`,
        );
      }
      return await tell(token, (at) => ({ kind: "token", ...at, answer: { output: output.value } }));
    },
    SendTaskFailure: async (input) => {
      onlyMembers(input, "taskToken", "error", "cause");
      const error = limited(input, "error", 256);
      const cause = limited(input, "cause", 32_768);
      return await tell(text(input, "taskToken"), (at) => ({ kind: "token", ...at, answer: { error, cause } }));
    },
    SendTaskHeartbeat: async (input) => {
      onlyMembers(input, "taskToken");
      return await tell(text(input, "taskToken"), (at) => ({ kind: "heartbeat", ...at }));
    },
  };
}

function limited(input: JsonObject, member: string, most: number): string | undefined {
  const value = optionalText(input, member);
  if (value !== undefined && value.length > most) throw invalid(`${member} must have at most ${most} characters`);
  return value;
}
