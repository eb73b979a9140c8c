import * as z from "zod";
import { Role } from "../contracts/desk/endpoint.ts";

/** Who asks, as the authorizer vouches for it. */
export interface Caller {
  /** The user pool's id of the person; never changes. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly roles: readonly Role[];
}

export const isLead = (caller: Caller): boolean => caller.roles.some((role) => role === "lead" || role === "admin");

/**
 * The caller from the claims that API Gateway's JWT authorizer verified and the token it verified them of. Undefined
 * when there are none.
 *
 * The authorizer hands the list of groups on as text, `[agent lead]`, in which a group that is called `agent lead` looks
 * the same. So groups are read from the token itself; the text counts only when it can mean but one group (F8). It also
 * lets in access tokens, which are for the user pool's own API and go to other parties: they say nothing here (S8).
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function callerFrom(
  claims: Readonly<Record<string, unknown>> | undefined,
  authorization?: string,
): Caller | undefined {
  if (claims === undefined || !saysWho(claims)) return undefined;
  const name = firstText(claims, ["name", "cognito:username", "username", "sub"])?.slice(0, 100);
  if (name === undefined) return undefined;
  const groups = groupsInToken(claims, authorization) ?? groupsInClaim(claims["cognito:groups"]);
  const email = firstText(claims, ["email"]);
  return {
    id: (firstText(claims, ["sub", "cognito:username", "username"]) ?? name).slice(0, 128),
    name,
    ...(email !== undefined && { email: email.toLowerCase().slice(0, 320) }),
    roles: Role.options.filter((role) => groups.includes(role)),
  };
}

const saysWho = ({ token_use: use }: Readonly<Record<string, unknown>>): boolean => use === undefined || use === "id";

const firstText = (claims: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined =>
  names
    .map((claim) => claims[claim])
    .find((value): value is string => typeof value === "string" && value.trim() !== "")
    ?.trim();

const Payload = z.object({ sub: z.string(), "cognito:groups": z.array(z.string()).default([]) });

/** The groups in the token whose claims these are; undefined when the request has no such token. */
function groupsInToken(claims: Readonly<Record<string, unknown>>, authorization: string | undefined) {
  const body = authorization?.replace(/^Bearer\s+/i, "").split(".")[1];
  if (body === undefined) return undefined;
  try {
    const payload = Payload.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
    return payload.success && payload.data.sub === claims["sub"] ? payload.data["cognito:groups"] : undefined;
  } catch {
    return undefined;
  }
}

function groupsInClaim(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.map(String);
  const one = typeof claim === "string" ? /^\[?([^\s,[\]]+)\]?$/.exec(claim)?.[1] : undefined;
  return one === undefined ? [] : [one];
}
