import { AwsError } from "../aws-error.ts";
import type { JsonObject, Operations } from "../service.ts";
import { unknownOperation } from "./failure.ts";
import type { WireReply, WireRequest } from "./message.ts";

/** Prefix of `x-amz-target` → service. */
const services: Readonly<Record<string, string>> = {
  AmazonSQS: "sqs",
  AmazonSSM: "ssm",
  AWSCognitoIdentityProviderService: "cognito-idp",
  AWSEvents: "events",
  AWSStepFunctions: "states",
  DynamoDB_20120810: "dynamodb",
  DynamoDBStreams_20120810: "dynamodbstreams",
  GraniteServiceVersion20100801: "monitoring",
  Logs_20140328: "logs",
  secretsmanager: "secretsmanager",
  TrentService: "kms",
};

// SQS clients that grew up with the query protocol still look for its codes.
// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
const queryCodes: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
};

/** AWS JSON 1.0 and 1.1: POST / with the operation in `x-amz-target`. */
export async function answerJson(
  request: WireRequest,
  target: string,
  known: Readonly<Record<string, Operations>>,
): Promise<WireReply> {
  const dot = target.lastIndexOf(".");
  const prefix = target.slice(0, dot);
  const name = target.slice(dot + 1);
  const service = services[prefix] ?? prefix;
  const contentType = request.headers["content-type"] ?? "application/x-amz-json-1.0";
  try {
    const run = known[service]?.[name];
    if (!run) throw unknownOperation(service, name);
    const output = await run(parse(request.body));
    return { status: 200, headers: { "content-type": contentType }, body: JSON.stringify(output) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return jsonFailure(error, { service, contentType });
  }
}

/** An error as the JSON protocols carry it: the type in body and header. */
export function jsonFailure(error: AwsError, how: { service: string; contentType: string }): WireReply {
  const code = how.service === "sqs" ? queryCodes[error.name] : undefined;
  return {
    status: error.status,
    headers: {
      "content-type": how.contentType,
      "x-amzn-errortype": error.name,
      ...(code !== undefined && { "x-amzn-query-error": `${code};Sender` }),
    },
    body: JSON.stringify({
      __type: `com.amazonaws.${how.service}#${error.name}`,
      message: error.message,
      ...error.fields,
    }),
  };
}

const read = new WeakMap<Buffer, JsonObject>();

/**
 * Reads a JSON object; an empty body is an empty object. Throws SerializationException. A body is read once, whoever asks
 * (whether the caller may, and what the caller wants), so nobody changes what is returned.
 */
export function parse(body: Buffer): JsonObject {
  if (body.length === 0) return {};
  const known = read.get(body);
  if (known !== undefined) return known;
  try {
    const value: unknown = JSON.parse(body.toString());
    if (isObject(value)) {
      read.set(body, value);
      return value;
    }
  } catch {
    // told below, in AWS's words
  }
  throw new AwsError("SerializationException", "The request body is not a JSON object");
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
