import type { EndpointServices } from "../endpoint.ts";
import { credentialOf } from "./credential.ts";
import { unknownOperation } from "./failure.ts";
import { answerJson, jsonFailure } from "./json.ts";
import type { WireReply, WireRequest } from "./message.ts";
import { answerQuery } from "./query.ts";
import { answerRestJson } from "./rest-json.ts";

type Answer = (request: WireRequest, services: EndpointServices) => Promise<WireReply>;

const bedrock: Answer = async (request, services) => {
  if (services.bedrock) return services.bedrock(request);
  return jsonFailure(unknownOperation("bedrock", `${request.method} ${request.path}`), {
    service: "bedrock",
    contentType: "application/json",
  });
};
const s3: Answer = async (request, services) => {
  if (services.s3) return services.s3(request);
  return jsonFailure(unknownOperation("s3", `${request.method} ${request.path}`), {
    service: "s3",
    contentType: "application/json",
  });
};
const restJson =
  (service: string): Answer =>
  (request, services) =>
    answerRestJson(request, service, services.operations[service]);
const query =
  (service: string): Answer =>
  (request, services) =>
    answerQuery(request, service, services.operations[service]);

/** Services whose requests do not say `x-amz-target`, by the name in their signature's scope. */
const bySignature: Readonly<Record<string, Answer>> = {
  bedrock,
  lambda: restJson("lambda"),
  s3,
  ses: (request, services) => (request.path.startsWith("/v2/") ? restJson("sesv2") : query("ses"))(request, services),
  sns: query("sns"),
  sts: query("sts"),
};

/** For unsigned requests the path must tell. */
const byPath: readonly (readonly [string, Answer])[] = [
  ["/v2/email/", restJson("sesv2")],
  ["/2015-03-31/functions/", restJson("lambda")],
  ["/model/", bedrock],
];

/** Hands a request to its protocol: by target, by signature, by path, and what is left is S3. */
export async function route(request: WireRequest, services: EndpointServices): Promise<WireReply> {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return answerJson(request, target, services.operations);
  const signed = signedFor(request);
  if (signed === undefined) {
    const found = byPath.find(([prefix]) => request.path.startsWith(prefix));
    return (found?.[1] ?? s3)(request, services);
  }
  return (bySignature[signed] ?? restJson(signed))(request, services);
}

/** The service in the credential scope, of header or presigned query. */
export const signedFor = (request: WireRequest): string | undefined => credentialOf(request)?.service;
