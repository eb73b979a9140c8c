import type { Claims } from "./json-web-token.ts";

/** Whom a token is about. */
export interface Who {
  readonly sub: string;
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly groups: readonly string[];
  /** When they signed in. */
  readonly sinceMs: number;
}

interface About {
  readonly issuer: string;
  readonly clientId: string;
  readonly nowSeconds: number;
  readonly lifeSeconds: number;
  readonly who: Who;
  /** The session it ends with. */
  readonly session: string | undefined;
}

/**
 * What a token of a user pool says.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html
 */
export function claimsOf(
  use: "id" | "access",
  { issuer, clientId, nowSeconds, lifeSeconds, who, session }: About,
): Claims {
  const common = {
    sub: who.sub,
    iss: issuer,
    token_use: use,
    auth_time: Math.floor(who.sinceMs / 1000),
    iat: nowSeconds,
    exp: nowSeconds + lifeSeconds,
    "cognito:groups": [...who.groups],
    ...(session !== undefined && { origin_jti: session }),
  };
  return use === "access"
    ? { ...common, client_id: clientId, username: who.username, scope: "openid email profile" }
    : {
        ...{ ...common, aud: clientId, "cognito:username": who.username, name: who.name },
        ...{ email: who.email, email_verified: true },
      };
}

// No longer than the session itself can be.
const refreshSeconds = 12 * 3600;

/** Of a refresh token: neither audience nor client, so that no authorizer takes it for another (S8). */
export const refreshClaims = ({ issuer, clientId, nowSeconds, who }: About, session: string): Claims => ({
  ...{ sub: who.sub, iss: issuer, token_use: "refresh", for: clientId, origin_jti: session },
  ...{ iat: nowSeconds, exp: nowSeconds + refreshSeconds },
});
