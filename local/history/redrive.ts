// RedriveExecution: whether an execution may go on after it failed, and letting it.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html
import type { Clock } from "../clock.ts";
import { AwsError } from "../services/aws-error.ts";
import type { JsonObject, Operations } from "../services/service.ts";
import type { Row } from "../store.ts";
import type { LiveRuns } from "./live-runs.ts";
import { onlyMembers, optionalText, text } from "./request.ts";

interface Options {
  readonly clock: Clock;
  readonly runs: LiveRuns;
  /** The row of an execution. Throws InvalidArn, ExecutionDoesNotExist. */
  rowOf(arn: string): Promise<Row>;
}

// https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
const redrivableForMs = 14 * 86_400_000;
const mostEvents = 24_999;

/** Why the execution cannot be redriven, in AWS's words; undefined when it can. */
function whyNotRedrivable(row: Row, nowMs: number): string | undefined {
  const status = String(row["status"]);
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (nowMs - Number(row["stopped_ms"]) > redrivableForMs) return "Execution redrivable period exceeded";
  if (Number(row["last_event"]) >= mostEvents) return "Execution history event limit exceeded";
  return undefined;
}

/** What DescribeExecution says of redrives. */
export function redrivesOf(row: Row, nowMs: number): JsonObject {
  const reason = whyNotRedrivable(row, nowMs);
  return {
    redriveStatus: reason === undefined ? "REDRIVABLE" : "NOT_REDRIVABLE",
    ...(reason === undefined ? {} : { redriveStatusReason: reason }),
  };
}

export const redriveOperations = ({ clock, runs, rowOf }: Options): Operations => ({
  RedriveExecution: async (input) => {
    onlyMembers(input, "executionArn", "clientToken");
    const arn = text(input, "executionArn");
    const clientToken = optionalText(input, "clientToken");
    const row = await rowOf(arn);
    // A caller that did not hear the answer asks again, and means the same redrive.
    const known = clientToken !== undefined && row["redrive_token"] === clientToken;
    if (!known) {
      const reason = whyNotRedrivable(row, clock.now());
      const redriven = reason === undefined && (await runs.redrive(Number(row["id"]), clientToken));
      if (!redriven) throw notRedrivable(arn, reason ?? "Execution is RUNNING and cannot be redriven");
    }
    return { redriveDate: Number((await rowOf(arn))["redriven_ms"]) / 1000 };
  },
});

const notRedrivable = (arn: string, reason: string): AwsError =>
  new AwsError("ExecutionNotRedrivable", `Execution Not Redrivable: '${arn}' (${reason})`);
