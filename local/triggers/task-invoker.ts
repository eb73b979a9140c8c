// Task invoker: what the Task states of a workflow can call.
// https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
import { TaskFailure } from "../asl/failure.ts";
import { parseResource } from "../asl/resource.ts";
import type { TaskInvoker } from "../history/task-invoker.ts";
import type { Functions } from "../lambda/functions.ts";
import { AwsError } from "../services/aws-error.ts";
import type { Json, JsonObject, Operations } from "../services/service.ts";
import { type AwaitEnd, nestedExecution, startsExecution } from "./nested-execution.ts";
import { listAll } from "./s3-tasks.ts";

export interface TaskRooms {
  readonly functions: Pick<Functions, "invoke">;
  /** Operations by the endpoint's name of the service; read at each call. */
  readonly operations: Readonly<Record<string, Operations>>;
  readonly awaitEnd: AwaitEnd;
}

/**
 * Optimised integrations: `arn:aws:states:::SERVICE:ACTION` by what they call; `prefix` begins their error names. Those of
 * S3 serve the readers and writers of distributed Maps alone.
 */
const optimised: Readonly<Record<string, { service: string; operation: string; prefix: string }>> = {
  "sqs:sendMessage": { service: "sqs", operation: "SendMessage", prefix: "SQS" },
  "sns:publish": { service: "sns", operation: "Publish", prefix: "SNS" },
  "dynamodb:getItem": { service: "dynamodb", operation: "GetItem", prefix: "DynamoDB" },
  "dynamodb:putItem": { service: "dynamodb", operation: "PutItem", prefix: "DynamoDB" },
  "dynamodb:updateItem": { service: "dynamodb", operation: "UpdateItem", prefix: "DynamoDB" },
  "dynamodb:deleteItem": { service: "dynamodb", operation: "DeleteItem", prefix: "DynamoDB" },
  "events:putEvents": { service: "events", operation: "PutEvents", prefix: "EventBridge" },
  "s3:getObject": { service: "s3", operation: "GetObject", prefix: "S3" },
  "s3:listObjectsV2": { service: "s3", operation: "ListObjectsV2", prefix: "S3" },
  "s3:putObject": { service: "s3", operation: "PutObject", prefix: "S3" },
  "states:startExecution": { service: "states", operation: "StartExecution", prefix: "StepFunctions" },
};

/** `aws-sdk:NAME` by the endpoint's name of the service and the prefix of its error names. */
const sdk: Readonly<Record<string, { service: string; prefix: string }>> = {
  dynamodb: { service: "dynamodb", prefix: "DynamoDb" },
  eventbridge: { service: "events", prefix: "EventBridge" },
  secretsmanager: { service: "secretsmanager", prefix: "SecretsManager" },
  sfn: { service: "states", prefix: "Sfn" },
  sqs: { service: "sqs", prefix: "Sqs" },
  sns: { service: "sns", prefix: "Sns" },
  sesv2: { service: "sesv2", prefix: "SesV2" },
  s3: { service: "s3", prefix: "S3" },
};

interface Target {
  readonly service: string;
  readonly operation: string;
  readonly prefix: string;
}

function targetOf(resource: string): Target | undefined {
  const parsed = parseResource(resource);
  if (parsed?.kind !== "service") return undefined;
  const sync = parsed.service === "states" ? /\.(waitForTaskToken|sync|sync:2)$/ : /\.waitForTaskToken$/;
  const action = parsed.action.replace(sync, "");
  const name = parsed.service.startsWith("aws-sdk:") ? parsed.service.slice("aws-sdk:".length) : undefined;
  if (name === undefined) return optimised[`${parsed.service}:${action}`];
  const found = sdk[name];
  return found && { ...found, operation: `${action.charAt(0).toUpperCase()}${action.slice(1)}` };
}

const isLambdaInvoke = (resource: string): boolean => /:states:::lambda:invoke(\.waitForTaskToken)?$/.test(resource);
const isFunction = (resource: string): boolean => parseResource(resource)?.kind === "function";

/** Why a Task's resource cannot be called here, asked when a machine is defined; undefined when it can. */
export function whyNotCallable(resource: string, operations: TaskRooms["operations"]): string | undefined {
  if (isLambdaInvoke(resource) || isFunction(resource) || parseResource(resource)?.kind === "activity")
    return undefined;
  const target = targetOf(resource);
  if (target && operations[target.service]?.[target.operation]) return undefined;
  return `the resource ${resource} cannot be called on one machine`;
}

/** Calls what Task states name, with failures worded as Step Functions words them. */
export function openTaskInvoker(rooms: TaskRooms): TaskInvoker {
  return async (call) => {
    const { resource, arguments: given, signal } = call;
    if (isFunction(resource)) return (await invoke(rooms, resource, given, signal)).payload;
    const members = isObject(given) ? given : {};
    if (isLambdaInvoke(resource)) return await lambdaInvoke(rooms, members, signal);
    if (!startsExecution(resource)) return await callService(rooms, resource, members);
    const states = rooms.operations["states"] ?? {};
    const input = worded({ service: "states", operation: "StartExecution", prefix: "StepFunctions" }, members);
    return await nestedExecution(call, input, states, rooms.awaitEnd).catch((error: unknown) => {
      throw failureOf(error, "StepFunctions");
    });
  };
}

async function lambdaInvoke(rooms: TaskRooms, members: JsonObject, signal: AbortSignal): Promise<Json> {
  const { FunctionName: name, Qualifier: qualifier, Payload: payload = {} } = members;
  const qualified = qualifier === undefined ? String(name) : `${String(name)}:${String(qualifier)}`;
  const answer = await invoke(rooms, qualified, payload, signal);
  return { ExecutedVersion: answer.executedVersion, Payload: answer.payload, StatusCode: 200 };
}

async function callService({ operations }: TaskRooms, resource: string, members: JsonObject): Promise<Json> {
  const target = targetOf(resource);
  const operation = target && operations[target.service]?.[target.operation];
  if (!operation) throw new TaskFailure("States.Runtime", `${resource} cannot be called on one machine`);
  try {
    if (resource.endsWith(":::s3:listObjectsV2")) return await listAll(operations["s3"] ?? {}, members);
    return await operation(worded(target, members));
  } catch (error) {
    throw failureOf(error, target.prefix);
  }
}

async function invoke(
  { functions }: TaskRooms,
  name: string,
  payload: Json,
  signal: AbortSignal,
): Promise<{ payload: Json; executedVersion: string }> {
  try {
    const answer = await functions.invoke(name, JSON.stringify(payload), { signal });
    if (answer.functionError === undefined) {
      return { payload: JSON.parse(answer.payload), executedVersion: answer.executedVersion };
    }
    const { errorType } = JSON.parse(answer.payload);
    // Lambda's answer becomes the cause as it is; a function that names no error fails as Lambda.Unknown.
    throw new TaskFailure(typeof errorType === "string" ? errorType : "Lambda.Unknown", answer.payload);
  } catch (error) {
    throw failureOf(error, "Lambda");
  }
}

/** Bodies that the API wants as text may be given as JSON in a state's arguments. */
function worded({ service, operation }: Target, members: JsonObject): JsonObject {
  const textMember = { SendMessage: "MessageBody", Publish: "Message", StartExecution: "Input" }[operation];
  const value = textMember === undefined ? undefined : members[textMember];
  const asText = textMember !== undefined && value !== undefined && typeof value !== "string";
  const input = asText ? { ...members, [textMember]: JSON.stringify(value) } : members;
  if (service === "states") return lowerFirst(input);
  if (service !== "events" || !Array.isArray(input["Entries"])) return input;
  const entries = input["Entries"].map((entry) =>
    isObject(entry) && isObject(entry["Detail"]) ? { ...entry, Detail: JSON.stringify(entry["Detail"]) } : entry,
  );
  return { ...input, Entries: entries };
}

/** ASL writes every parameter with a capital; the Step Functions API itself does not. */
const lowerFirst = (members: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function failureOf(error: unknown, prefix: string): TaskFailure {
  if (error instanceof TaskFailure) return error;
  if (error instanceof AwsError) return new TaskFailure(`${prefix}.${error.name}`, error.message);
  const message = error instanceof Error ? error.message : String(error);
  return new TaskFailure(`${prefix}.SdkClientException`, message);
}
