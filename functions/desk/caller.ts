const roles = ["agent", "lead", "admin", "auditor"] as const;
type Role = (typeof roles)[number];

/** Who asks, as the authorizer vouches for it. */
export interface Caller {
  readonly name: string;
  readonly roles: readonly Role[];
}

/** Everyone with a role may read; auditors only read; only leads and admins change the policy. */
export const mayDecide = (caller: Caller): boolean => caller.roles.some((role) => role !== "auditor");
export const mayChangePolicy = (caller: Caller): boolean =>
  caller.roles.some((role) => role === "lead" || role === "admin");

/**
 * The caller from the claims that API Gateway's JWT authorizer verified. Undefined when there are none.
 * The authorizer hands arrays on as text in square brackets, `[agent lead]`.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function callerFrom(claims: Readonly<Record<string, unknown>> | undefined): Caller | undefined {
  if (claims === undefined) return undefined;
  const name = ["name", "cognito:username", "username", "sub"]
    .map((claim) => claims[claim])
    .find((value): value is string => typeof value === "string" && value.trim() !== "");
  if (name === undefined) return undefined;
  const groups = wordsOf(claims["cognito:groups"]);
  return { name: name.trim().slice(0, 100), roles: roles.filter((role) => groups.includes(role)) };
}

function wordsOf(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== "string") return [];
  return claim.replace(/^\[|\]$/g, "").split(/[\s,]+/);
}
