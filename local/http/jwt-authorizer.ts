import type { Json } from "../services/service.ts";
import type { Claims } from "./json-web-token.ts";
import { type HttpReply, type HttpRequest, message } from "./payload.ts";

export interface JwtAuthorizer {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** `$request.header.Authorization` or `$request.querystring.name`; the first that is there counts. */
  readonly identitySource: readonly string[];
}

export type Verdict =
  | { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null }
  | { readonly refusal: HttpReply };

/**
 * Judges a request as an HTTP API's JWT authorizer does.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function authorize(
  authorizer: JwtAuthorizer,
  neededScopes: readonly string[],
  request: HttpRequest,
  verify: (token: string) => Claims | undefined,
): Verdict {
  const token = authorizer.identitySource.map((source) => identityIn(request, source)).find((one) => one !== undefined);
  const claims = token === undefined ? undefined : verify(token);
  const audience = [claims?.["aud"] ?? claims?.["client_id"] ?? []].flat();
  const meant = audience.some((one) => typeof one === "string" && authorizer.audience.includes(one));
  if (!claims || claims["iss"] !== authorizer.issuer || !meant) {
    const why = token === undefined ? "" : ` error="invalid_token"`;
    return { refusal: message(401, "Unauthorized", { "www-authenticate": `Bearer${why}` }) };
  }
  const scopes = String(claims["scope"] ?? claims["scp"] ?? "")
    .split(" ")
    .filter(Boolean);
  if (neededScopes.length > 0 && !neededScopes.some((needed) => scopes.includes(needed))) {
    return { refusal: message(403, "Forbidden", { "www-authenticate": 'Bearer error="insufficient_scope"' }) };
  }
  const told = Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimText(value)]));
  return { claims: told, scopes: neededScopes.length > 0 ? scopes : null };
}

/** API Gateway tells claims as text, lists as `[one two]`. */
const claimText = (value: Json): string =>
  Array.isArray(value)
    ? `[${value.map(claimText).join(" ")}]`
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

function identityIn(request: HttpRequest, source: string): string | undefined {
  const [, kind, name = ""] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === "querystring") return new URL(request.url, "http://local").searchParams.get(name) ?? undefined;
  const header = request.headers[name.toLowerCase()];
  return typeof header === "string" ? header.replace(/^Bearer\s+/i, "") : undefined;
}
