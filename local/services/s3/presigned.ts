// Presigned: links that carry their own permission, for one request, for a while.
//
//   Y1. A link of a function is verified whole: key, time, method, path, query, host and every signed header. Nothing that
//       AWS would look at may stand in the request without being signed.
//   Y2. A web page may bring such a link to GET an object, and nothing else; a link by a key of which no secret is known
//       proves nothing, so it is let in only from programs, who own the account anyway (W3).
//
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import { createHash, timingSafeEqual } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import { encode, signatureOf } from "../signature.ts";
import { type Credential, credentialOf } from "../wire/credential.ts";
import type { WireRequest } from "../wire/message.ts";

export interface Verifier {
  readonly nowMs: () => number;
  /** The secret of an access key; undefined when nobody here knows it. */
  readonly secretOf: (accessKeyId: string) => string | undefined;
}

const refusal = (name: string, message: string, status = 403): AwsError => new AwsError(name, message, { status });
const malformed = (message: string): AwsError => refusal("AuthorizationQueryParametersError", message, 400);

export const isPresigned = ({ query }: Pick<WireRequest, "query">): boolean =>
  query.has("X-Amz-Credential") || query.has("X-Amz-Signature");

/** Why a presigned request of a key that we know does not hold (Y1); undefined when it does, or we know nothing of its key. */
export function whyNotPresigned(request: WireRequest, { nowMs, secretOf }: Verifier): AwsError | undefined {
  if (!isPresigned(request)) return undefined;
  if (request.headers["authorization"] !== undefined) {
    return refusal("InvalidArgument", "Only one auth mechanism allowed: the query or the Authorization header", 400);
  }
  const credential = credentialOf(request);
  const secret = credential && secretOf(credential.accessKeyId);
  if (credential === undefined || secret === undefined) return undefined;
  return (
    whyMalformed(request, credential) ?? whyNotNow(request.query, nowMs()) ?? whyNotSigned(request, credential, secret)
  );
}

/** Why a web page may not bring this request (Y2); undefined for a link that holds. */
export function whyNoLink(request: WireRequest, verifier: Verifier): AwsError | undefined {
  const credential = credentialOf(request);
  const isLink = request.method === "GET" && isPresigned(request);
  if (!isLink || credential === undefined || verifier.secretOf(credential.accessKeyId) === undefined) {
    return refusal("AccessDeniedException", "Web pages may not call this endpoint, except by a link that it signed");
  }
  return whyNotPresigned(request, verifier);
}

function whyMalformed({ query, headers }: WireRequest, { date, service }: Credential): AwsError | undefined {
  if (query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") {
    return malformed("X-Amz-Algorithm only supports AWS4-HMAC-SHA256");
  }
  if (service !== "s3" || query.get("X-Amz-Date")?.slice(0, 8) !== date) {
    return malformed("X-Amz-Credential must be <key>/<the day of X-Amz-Date>/<region>/s3/aws4_request");
  }
  const names = signedNames(query);
  if (!names.includes("host")) return malformed("X-Amz-SignedHeaders must name host");
  const unsigned = Object.keys(headers).find((name) => name.startsWith("x-amz-") && !names.includes(name));
  if (unsigned === undefined) return undefined;
  return refusal("AccessDenied", `There were headers present in the request which were not signed: ${unsigned}`);
}

const signedNames = (query: URLSearchParams): string[] => (query.get("X-Amz-SignedHeaders") ?? "").split(";");

// Clocks differ; S3 takes a request that is this far ahead of its own.
const skewMs = 15 * 60_000;

/** Why a presigned request is too late or too early; undefined when it is in time. */
export function whyNotNow(query: URLSearchParams, nowMs: number): AwsError | undefined {
  const seconds = Number(query.get("X-Amz-Expires"));
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
    .exec(query.get("X-Amz-Date") ?? "")
    ?.slice(1)
    .map(Number);
  const [year = Number.NaN, month = 1, day, hour, minute, second] = parts ?? [];
  const fromMs = Date.UTC(year, month - 1, day, hour, minute, second);
  const untilMs = fromMs + seconds * 1000;
  if (!(seconds >= 1 && seconds <= 604_800) || !Number.isFinite(untilMs)) {
    return malformed("X-Amz-Expires must be between 1 and 604800 seconds, and X-Amz-Date a time as 20260131T235959Z");
  }
  if (fromMs > nowMs + skewMs) return refusal("AccessDenied", "Request is not valid yet");
  if (nowMs <= untilMs) return undefined;
  return new AwsError("AccessDenied", "Request has expired", {
    status: 403,
    fields: {
      "X-Amz-Expires": seconds,
      Expires: new Date(untilMs).toISOString(),
      ServerTime: new Date(nowMs).toISOString(),
    },
  });
}

function whyNotSigned(request: WireRequest, credential: Credential, secret: string): AwsError | undefined {
  const { query, body, headers } = request;
  const payload = query.get("X-Amz-Content-Sha256") ?? headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD";
  if (payload !== "UNSIGNED-PAYLOAD" && payload !== createHash("sha256").update(body).digest("hex")) {
    return refusal("XAmzContentSHA256Mismatch", "The body is not the one that was signed", 400);
  }
  const canonical = canonicalOf(request, payload);
  const scope = { ...credential, time: query.get("X-Amz-Date") ?? "" };
  const wanted = canonical === undefined ? undefined : signatureOf(canonical, secret, scope);
  if (wanted !== undefined && isSame(wanted, query.get("X-Amz-Signature") ?? "")) return undefined;
  return refusal(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided: the link was changed, or made elsewhere",
  );
}

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** What S3 signs: unlike the other services it escapes the path once. Undefined when the path is not escaped rightly. */
function canonicalOf({ method, path, query, headers }: WireRequest, payload: string): string | undefined {
  const escaped = escapedOnce(path);
  if (escaped === undefined) return undefined;
  const names = signedNames(query);
  const pairs = [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one, a], [other, b]) => order(one, other) || order(a, b));
  return [
    method,
    escaped,
    pairs.map(([name, value]) => `${name}=${value}`).join("&"),
    ...names.map((name) => `${name}:${(headers[name] ?? "").trim().replaceAll(/\s+/g, " ")}`),
    "",
    names.join(";"),
    payload,
  ].join("\n");
}

function escapedOnce(path: string): string | undefined {
  try {
    return path
      .split("/")
      .map((part) => encode(decodeURIComponent(part)))
      .join("/");
  } catch {
    return undefined;
  }
}

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
