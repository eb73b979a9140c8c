// `states:startExecution.sync` and `.sync:2`: a task that starts an execution and ends with it.
// https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
import { createHash } from "node:crypto";
import { TaskFailure } from "../asl/failure.ts";
import type { TaskCall } from "../history/task-invoker.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Json, JsonObject, Operations } from "../services/service.ts";

/** Settles once the execution with this ARN has ended, durably. */
export type AwaitEnd = (executionArn: string) => Promise<unknown>;

const nested = /:states:::states:startExecution(\.sync(:2)?)?$/;

export const startsExecution = (resource: string): boolean => nested.test(resource);

/**
 * Starts the execution that the task asks for and, of `.sync`, answers its description when it has ended: with texts as
 * they are, of `.sync:2` parsed. Throws States.TaskFailed with that description as cause when it did not succeed.
 */
export async function nestedExecution(
  call: Pick<TaskCall, "resource" | "executionArn" | "place" | "attempt" | "submitted">,
  input: JsonObject,
  states: Operations,
  awaitEnd: AwaitEnd,
): Promise<Json> {
  const sync = nested.exec(call.resource)?.[1];
  const started = await start(call, input, states);
  if (sync === undefined) return capitalised(started);
  await call.submitted(capitalised(started));
  const executionArn = String(started["executionArn"]);
  await awaitEnd(executionArn);
  const description = await operate(states, "DescribeExecution", { executionArn });
  const told = capitalised(description);
  if (description["status"] !== "SUCCEEDED") throw new TaskFailure("States.TaskFailed", JSON.stringify(told));
  return sync === ".sync" ? told : { ...told, ...parsed(told, "Input"), ...parsed(told, "Output") };
}

/** A task may be called again after a crash: what it started then is found by its name and taken for its own. */
async function start(
  { executionArn, place, attempt }: Pick<TaskCall, "executionArn" | "place" | "attempt">,
  input: JsonObject,
  states: Operations,
): Promise<JsonObject> {
  const own = createHash("sha256").update(`${executionArn}\n${place}\n${attempt}`).digest("hex").slice(0, 32);
  const { name = own, stateMachineArn } = input;
  try {
    return await operate(states, "StartExecution", { ...input, name });
  } catch (error) {
    const isOwn = error instanceof AwsError && error.name === "ExecutionAlreadyExists" && name === own;
    if (!isOwn) throw error;
    const machine = String(stateMachineArn).split(":").slice(0, 7).join(":");
    const known = `${machine.replace(":stateMachine:", ":execution:")}:${own}`;
    const { startDate = 0 } = await operate(states, "DescribeExecution", { executionArn: known });
    return { executionArn: known, startDate };
  }
}

function operate(states: Operations, name: string, input: JsonObject): Promise<JsonObject> {
  const operation = states[name];
  if (!operation) throw new TaskFailure("States.Runtime", `${name} cannot be called on one machine`);
  return operation(input);
}

/** Members as tasks see them: with a capital; dates in milliseconds. */
function capitalised(members: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      const member = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      if (typeof value === "number" && name.endsWith("Date")) return [member, Math.round(value * 1000)];
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      return [member, isObject ? capitalised(value) : value];
    }),
  );
}

function parsed(told: JsonObject, member: string): JsonObject {
  const text = told[member];
  return typeof text === "string" ? { [member]: JSON.parse(text) } : {};
}
