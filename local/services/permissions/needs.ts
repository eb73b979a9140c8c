import { arnOf, home, type Json, type JsonObject } from "../service.ts";
import { parse } from "../wire/json.ts";
import type { WireRequest } from "../wire/message.ts";
import { signedFor } from "../wire/route.ts";
import type { Need } from "./statement.ts";

/**
 * What a request would need of IAM at AWS, by the service authorization reference. An operation that is not in these
 * tables needs an action of its own name on any resource, so nothing passes unseen.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function needsOf(request: WireRequest): Need[] {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) {
    const [prefix = "", operation = ""] = target.split(".");
    const service = prefix.replace(/_\d+$/, "");
    const input = readable(request.body);
    return (byTarget[service] ?? unknownTarget(service))(operation, input);
  }
  const service = signedFor(request);
  if (service === "ses") return sesNeeds(request);
  if (service === "bedrock") return bedrockNeeds(request);
  if (service === "lambda")
    return [need("lambda:InvokeFunction", decodeURIComponent(request.path.split("/")[3] ?? ""))];
  return s3Needs(request);
}

/** What cannot be read is refused by the protocol, in its own words, and needs nothing. */
function readable(body: Buffer): JsonObject {
  try {
    return parse(body);
  } catch {
    return {};
  }
}

type Reader = (operation: string, input: JsonObject) => Need[];
const need = (action: string, resource: string | undefined, context: Need["context"] = {}): Need => ({
  action,
  resource,
  context,
});
const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
const list = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);
const unknownTarget =
  (service: string): Reader =>
  (operation) => [need(`${service}:${operation}`, undefined)];

const tableArn = (name: Json | undefined): string => arnOf("dynamodb", `table/${text(name)}`);
const written: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};

const dynamodb: Reader = (operation, input) => {
  if (operation === "TransactWriteItems" || operation === "TransactGetItems") {
    return list(input["TransactItems"]).flatMap((item) =>
      Object.entries(item).map(([kind, what]) =>
        need(`dynamodb:${written[kind] ?? kind}`, tableArn((what as JsonObject)["TableName"])),
      ),
    );
  }
  if (operation === "BatchGetItem" || operation === "BatchWriteItem") {
    return Object.keys((input["RequestItems"] ?? {}) as JsonObject).map((table) =>
      need(`dynamodb:${operation}`, tableArn(table)),
    );
  }
  const index = input["IndexName"];
  return [
    need(
      `dynamodb:${operation}`,
      index === undefined ? tableArn(input["TableName"]) : `${tableArn(input["TableName"])}/index/${text(index)}`,
    ),
  ];
};

const sqs: Reader = (operation, input) => {
  const name = text(input["QueueUrl"]).split("/").at(-1) ?? text(input["QueueName"]);
  return [need(`sqs:${operation.replace(/Batch$/, "")}`, arnOf("sqs", name))];
};

const states: Reader = (operation, input) => {
  const arn = input["stateMachineArn"] ?? input["executionArn"];
  return [need(`states:${operation}`, arn === undefined ? undefined : text(arn))];
};

const events: Reader = (operation, input) => {
  if (operation !== "PutEvents") return [need(`events:${operation}`, undefined)];
  const buses = new Set(list(input["Entries"]).map((entry) => text(entry["EventBusName"]) || "default"));
  return [...buses].map((bus) =>
    need("events:PutEvents", bus.startsWith("arn:") ? bus : arnOf("events", `event-bus/${bus}`)),
  );
};

/** Policies name a secret by its ARN, which ends in six random characters, or by `name-??????`. */
const secretsmanager: Reader = (operation, input) => {
  const id = text(input["SecretId"]);
  return [need(`secretsmanager:${operation}`, id.startsWith("arn:") ? id : arnOf("secretsmanager", `secret:${id}`))];
};

const byTarget: Readonly<Record<string, Reader>> = {
  DynamoDB: dynamodb,
  AmazonSQS: sqs,
  AWSStepFunctions: states,
  AWSEvents: events,
  secretsmanager,
};

function sesNeeds(request: WireRequest): Need[] {
  if (!request.path.startsWith("/v2/"))
    return [need(`ses:${new URLSearchParams(request.body.toString()).get("Action") ?? ""}`, undefined)];
  const input = readable(request.body);
  const from = text(input["FromEmailAddress"]);
  const address = /<([^>]*)>\s*$/.exec(from)?.[1] ?? from;
  const context = { "ses:FromAddress": [address] };
  const set = input["ConfigurationSetName"];
  return [
    need("ses:SendEmail", arnOf("ses", `identity/${address.slice(address.lastIndexOf("@") + 1)}`), context),
    ...(set === undefined ? [] : [need("ses:SendEmail", arnOf("ses", `configuration-set/${text(set)}`), context)]),
  ];
}

/** `eu.anthropic.claude…`: a place before the maker. */
const inferenceProfile = /^(?:us|us-gov|eu|apac|jp|au|ca|global)\./;

function bedrockNeeds(request: WireRequest): Need[] {
  const model = decodeURIComponent(request.path.split("/")[2] ?? "");
  // Inference profiles have an account, models none. AWS also asks for the right on the models behind a profile.
  const resource = inferenceProfile.test(model)
    ? arnOf("bedrock", `inference-profile/${model}`)
    : `arn:${home.partition}:bedrock:${home.region}::foundation-model/${model}`;
  return [need("bedrock:InvokeModel", resource)];
}

const s3Actions: Readonly<Record<string, string>> = {
  GET: "s3:GetObject",
  HEAD: "s3:GetObject",
  PUT: "s3:PutObject",
  DELETE: "s3:DeleteObject",
  POST: "s3:DeleteObject",
};
function s3Needs(request: WireRequest): Need[] {
  const [, bucket = "", ...key] = request.path.split("/").map(decodeURIComponent);
  const arn = `arn:${home.partition}:s3:::${bucket}`;
  if (key.join("/") === "" && request.method === "GET") {
    return [need("s3:ListBucket", arn, { "s3:prefix": [request.query.get("prefix") ?? ""] })];
  }
  const source = request.headers["x-amz-copy-source"];
  return [
    need(s3Actions[request.method] ?? `s3:${request.method}`, `${arn}/${key.join("/")}`),
    ...(source === undefined
      ? []
      : [need("s3:GetObject", `arn:${home.partition}:s3:::${decodeURIComponent(source).replace(/^\//, "")}`)]),
  ];
}
