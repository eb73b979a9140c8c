// Requests and responses as an HTTP API's Lambda integration exchanges them, payload format 2.0.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { home, type Json, type JsonObject } from "../services/service.ts";

/** A request as it came, with its body read. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly timeMs: number;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
}

export interface Matched {
  readonly apiId: string;
  readonly routeKey: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Claims that the authorizer verified. */
  readonly jwt?: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null };
}

export const pathOf = (url: string): string => url.split("?")[0] ?? "/";

export function eventOf(request: HttpRequest, matched: Matched): Json {
  const { cookie, ...others } = request.headers;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(others)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(",") : value;
  }
  const rawPath = pathOf(request.url);
  const rawQueryString = request.url.slice(rawPath.length + 1);
  return {
    version: "2.0",
    routeKey: matched.routeKey,
    rawPath,
    rawQueryString,
    ...(typeof cookie === "string" && { cookies: cookie.split(/; */) }),
    headers,
    ...ifAny("queryStringParameters", queryOf(rawQueryString)),
    requestContext: contextOf(request, matched, headers),
    ...ifAny("pathParameters", { ...matched.parameters }),
    ...bodyOf(request.body, headers["content-type"]),
  };
}

function contextOf(request: HttpRequest, matched: Matched, headers: Readonly<Record<string, string>>): Json {
  const { jwt } = matched;
  const domainName = headers["host"] ?? "";
  return {
    accountId: home.account,
    apiId: matched.apiId,
    ...(jwt && { authorizer: { jwt: { claims: { ...jwt.claims }, scopes: scopesOf(jwt.scopes) } } }),
    domainName,
    domainPrefix: domainName.split(".")[0] ?? "",
    http: {
      method: request.method,
      path: pathOf(request.url),
      protocol: "HTTP/1.1",
      sourceIp: request.sourceIp,
      userAgent: headers["user-agent"] ?? "",
    },
    requestId: randomUUID(),
    routeKey: matched.routeKey,
    stage: "$default",
    time: commonLogTime(request.timeMs),
    timeEpoch: request.timeMs,
  };
}

/** A member that is left out when there is nothing in it. */
const ifAny = (name: string, members: Record<string, string>): JsonObject =>
  Object.keys(members).length > 0 ? { [name]: members } : {};

function bodyOf(body: Buffer, type: string | undefined): JsonObject {
  if (body.length === 0) return { isBase64Encoded: false };
  const isBase64Encoded = !isTextual(type);
  return { body: body.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
}

const scopesOf = (scopes: readonly string[] | null): Json => (scopes === null ? null : [...scopes]);

/** Repeated parameters are joined by commas. */
function queryOf(text: string): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    query[name] = query[name] === undefined ? value : `${query[name]},${value}`;
  }
  return query;
}

const isTextual = (type: string | undefined): boolean =>
  /^(text\/|application\/(json|xml|javascript)\b|[^;]+\+(json|xml)\b)/i.test(type ?? "");

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(timeMs: number): string {
  const [, day, month, year, time] = /(\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(timeMs).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

const Answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** The response that a function's answer means; one without a statusCode is the JSON body of a 200. */
export function replyOf(payload: string): HttpReply {
  const value: unknown = JSON.parse(payload);
  const hasStatus = typeof value === "object" && value !== null && "statusCode" in value;
  if (!hasStatus) {
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: typeof value === "string" ? value : payload,
    };
  }
  const answer = Answer.safeParse(value);
  if (!answer.success) return message(500, "Internal Server Error");
  const { statusCode: status, headers, cookies, body, isBase64Encoded } = answer.data;
  const named: Record<string, string | string[]> = {};
  for (const [name, one] of Object.entries(headers ?? {})) named[name.toLowerCase()] = String(one);
  if (cookies && cookies.length > 0) named["set-cookie"] = cookies;
  named["content-type"] ??= "text/plain; charset=utf-8";
  return { status, headers: named, body: isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? "") };
}

/** What API Gateway itself answers. */
export const message = (status: number, text: string, headers: Record<string, string> = {}): HttpReply => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify({ message: text }),
});
