import { AwsError } from "../aws-error.ts";
import type { JsonObject, Operations } from "../service.ts";
import { unknownOperation } from "./failure.ts";
import { jsonFailure, parse } from "./json.ts";
import type { WireReply, WireRequest } from "./message.ts";

interface Route {
  readonly method: string;
  /** `{Name}` binds one path segment to that member. */
  readonly path: string;
  readonly operation: string;
  /** Where the members are when they are not in a JSON body. */
  readonly read?: (request: WireRequest) => JsonObject;
  readonly write?: (output: JsonObject) => Pick<WireReply, "status" | "headers" | "body">;
}

/** REST-JSON operations of each service: https://docs.aws.amazon.com/ses/latest/APIReference-V2, …/lambda/latest/api */
const routes: Readonly<Record<string, readonly Route[]>> = {
  sesv2: [
    { method: "POST", path: "/v2/email/outbound-emails", operation: "SendEmail" },
    { method: "PUT", path: "/v2/email/suppression/addresses", operation: "PutSuppressedDestination" },
    { method: "GET", path: "/v2/email/suppression/addresses/{EmailAddress}", operation: "GetSuppressedDestination" },
    {
      method: "DELETE",
      path: "/v2/email/suppression/addresses/{EmailAddress}",
      operation: "DeleteSuppressedDestination",
    },
    { method: "GET", path: "/v2/email/identities/{EmailIdentity}", operation: "GetEmailIdentity" },
    { method: "GET", path: "/v2/email/account", operation: "GetAccount" },
  ],
  lambda: [
    {
      method: "POST",
      path: "/2015-03-31/functions/{FunctionName}/invocations",
      operation: "Invoke",
      read: readInvocation,
      write: writeInvocation,
    },
  ],
};

/** REST-JSON: method and path name the operation, path labels and a JSON body carry its members. */
export async function answerRestJson(
  request: WireRequest,
  service: string,
  operations: Operations | undefined,
): Promise<WireReply> {
  const contentType = "application/json";
  try {
    const found = find(request, service);
    const run = operations?.[found.route.operation];
    if (!run) throw unknownOperation(service, found.route.operation);
    const read = found.route.read ?? ((whole) => parse(whole.body));
    const output = await run({ ...read(request), ...found.labels });
    if (found.route.write) return found.route.write(output);
    return { status: 200, headers: { "content-type": contentType }, body: JSON.stringify(output) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return jsonFailure(error, { service, contentType });
  }
}

function find(request: WireRequest, service: string): { route: Route; labels: Record<string, string> } {
  const segments = request.path.split("/");
  for (const route of routes[service] ?? []) {
    const labels = route.method === request.method ? match(route.path.split("/"), segments) : undefined;
    if (labels) return { route, labels };
  }
  throw unknownOperation(service, `${request.method} ${request.path}`);
}

function match(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [at, part] of pattern.entries()) {
    const segment = segments[at] ?? "";
    if (part.startsWith("{")) labels[part.slice(1, -1)] = decodeURIComponent(segment);
    else if (part !== segment) return undefined;
  }
  return labels;
}

function readInvocation(request: WireRequest): JsonObject {
  const qualifier = request.query.get("Qualifier");
  return {
    InvocationType: request.headers["x-amz-invocation-type"] ?? "RequestResponse",
    Payload: request.body.toString(),
    ...(request.headers["x-amz-log-type"] !== undefined && { LogType: request.headers["x-amz-log-type"] }),
    ...(qualifier !== null && { Qualifier: qualifier }),
  };
}

function writeInvocation(output: JsonObject): WireReply {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (typeof output["FunctionError"] === "string") headers["x-amz-function-error"] = output["FunctionError"];
  if (typeof output["ExecutedVersion"] === "string") headers["x-amz-executed-version"] = output["ExecutedVersion"];
  const payload = output["Payload"];
  return { status: Number(output["StatusCode"]), headers, body: typeof payload === "string" ? payload : "" };
}
