import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock.ts";
import { AwsError } from "../aws-error.ts";
import { unknownOperation } from "../wire/failure.ts";
import type { WireReply, WireRequest } from "../wire/message.ts";
import { signedFor } from "../wire/route.ts";
import { element } from "../wire/xml.ts";
import { bucketRoutes } from "./bucket-routes.ts";
import type { Buckets } from "./buckets.ts";
import { objectRoutes } from "./object-routes.ts";
import { isPresigned, whyNotNow } from "./presigned.ts";
import type { S3Route } from "./route.ts";

/** The S3 REST API in XML, path style. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html */
export async function answerS3(wire: WireRequest, buckets: Buckets, clock: Clock): Promise<WireReply> {
  try {
    checkSigned(wire, clock.now());
    const [, bucket = "", ...rest] = wire.path.split("/");
    const request = { wire, buckets, bucket: decodeURIComponent(bucket), key: decodeURIComponent(rest.join("/")) };
    const route = find(request.key === "" ? bucketRoutes(request.bucket) : objectRoutes, wire);
    checkKnown(route, wire);
    return await route.answer(request);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return failure(error, wire);
  }
}

function failure(error: AwsError, wire: WireRequest): WireReply {
  const fields = Object.fromEntries(Object.entries(error.fields).map(([name, value]) => [name, String(value)]));
  const xml = element("Error", {
    Code: error.name,
    Message: error.message,
    ...fields,
    RequestId: wire.requestId,
    HostId: randomUUID(),
  });
  return {
    status: error.status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
  };
}

function find(routes: readonly S3Route[], wire: WireRequest): S3Route {
  const found = routes.find(
    ({ method, having, header }) =>
      method === wire.method &&
      (having === undefined || wire.query.has(having)) &&
      (header === undefined || wire.headers[header] !== undefined),
  );
  if (found) return found;
  const asked = wire.query.get("x-id") ?? `${wire.method} ${wire.path} ?${[...wire.query.keys()].join("&")}`;
  const unknown = unknownOperation("s3", asked);
  throw new AwsError("NotImplemented", unknown.message, { status: 501 });
}

/** Headers that any signed request carries, or that change nothing on one machine (encryption at rest, payer). */
const commonHeaders = new Set([
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-expected-bucket-owner",
  "x-amz-request-payer",
  "x-amz-security-token",
  "x-amz-user-agent",
]);

/** Throws NotImplemented for a parameter or header whose meaning would be lost. */
function checkKnown(route: S3Route, wire: WireRequest): void {
  const query = [...wire.query.keys()].filter((name) => name !== "x-id" && !name.toLowerCase().startsWith("x-amz-"));
  const parameter = query.find((name) => name !== route.having && !route.query.includes(name));
  const header = Object.keys(wire.headers).find(
    (name) =>
      name.startsWith("x-amz-") && !commonHeaders.has(name) && !route.headers.some((known) => matches(known, name)),
  );
  const unknown = parameter ?? header;
  if (unknown === undefined) return;
  const message = `Switchboard on one machine does not know ${parameter === undefined ? "the header" : "the parameter"} ${unknown} of s3:${route.name}`;
  throw new AwsError("NotImplemented", message, { status: 501, fields: { Header: unknown } });
}

const matches = (known: string, name: string): boolean =>
  known.endsWith("*") ? name.startsWith(known.slice(0, -1)) : known === name;

/** Who signs is let in (W3); a presigned URL counts until it expires. */
function checkSigned(wire: WireRequest, nowMs: number): void {
  if (signedFor(wire) === undefined) throw new AwsError("AccessDenied", "Access Denied", { status: 403 });
  const late = isPresigned(wire) ? whyNotNow(wire.query, nowMs) : undefined;
  if (late) throw late;
}
