// User pools: what stands in for Cognito on one machine.
//
// On loopback there is one person, who is at this machine: whoever reaches loopback reaches the AWS endpoint too, so a
// password here would guard a door beside an open one. A desk that listens wider has accounts and sessions (local/people).
//
//   U1. Functions see only tokens that the authorizer verified: signature, issuer, audience, times, and with accounts the
//       session that a token names.
//   U2. The signing key is kept in the data folder, so a link that was printed yesterday works today.
//   U3. With accounts there is no link, and none that was printed before is good any more.
import { createHash, randomBytes } from "node:crypto";
import type { Clock } from "../clock.ts";
import { type PasswordRules, usualRules } from "../people/password-rules.ts";
import { home } from "../services/service.ts";
import type { Store } from "../store.ts";
import { type Claims, readToken, signToken } from "./json-web-token.ts";
import { keysOf, migrateKeys, type PoolKeys } from "./pool-keys.ts";
import { claimsOf, refreshClaims, type Who } from "./token-claims.ts";

interface UserPoolClient {
  readonly id: string;
  readonly poolId: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}

export interface UserPools {
  createPool(
    name: string,
    rules?: PasswordRules,
  ): { readonly id: string; readonly arn: string; readonly issuer: string };
  createClient(
    poolId: string,
    name: string,
    callbackUrls: readonly string[],
    logoutUrls?: readonly string[],
  ): UserPoolClient;
  createGroup(poolId: string, name: string): void;
  /** The claims of a token of any pool here, when signature and times hold. */
  verify(token: string): Claims | undefined;
  /** A token for the person at this machine, for the first client of the template. Undefined without one. */
  deskToken(): string | undefined;
  /** Path that opens the desk with such a token: unguessable, new at each start. */
  deskPath(): string | undefined;
  client(id: string): UserPoolClient | undefined;
  /** Remembers a sign-in under way; answers the one-time code. Without accounts it is always the one person. */
  grant(wish: SignInWish, session?: string): string;
  /** Trades a code for tokens once, when redirect and PKCE verifier fit. */
  redeem(trade: { code: string; clientId: string; redirectUri: string; verifier: string }): Tokens | undefined;
  /** New tokens for a refresh token whose session is alive. */
  refresh(token: string, clientId: string): Promise<Tokens | undefined>;
  /** Every pool here, its groups and its rules for passwords. */
  list(): readonly PoolView[];
  /** Public keys of every pool (RFC 7517). */
  keys(): readonly object[];
  /** Makes sure that every pool has its key; nothing can be signed or verified before. */
  start(): Promise<void>;
}

interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
  /** Only where there are sessions that it can prolong. */
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly token_type: "Bearer";
}

/** What a client asks when it sends somebody to sign in. */
interface SignInWish {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
}

interface PoolView {
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly rules: PasswordRules;
}

interface Pool extends PoolView {
  readonly issuer: string;
  readonly groups: string[];
}

interface Grant extends SignInWish {
  readonly session: string | undefined;
  readonly untilMs: number;
}

export interface UserPoolsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Absent: there are no accounts, for there is one person. */
  readonly sessions?: {
    /** Who a session belongs to, while it is alive. */
    readonly whoOf: (session: string) => Who | undefined;
    /** Its person is still there. */
    readonly used: (session: string) => Promise<void>;
  };
}

// The printed link stands for a person's own machine; a year keeps a bookmark alive.
const deskTokenSeconds = 365 * 86_400;
const oneDeskSeconds = 12 * 3600;
// Short, because only a new one asks whether its person may still be here; sessions end by local/people/sessions.ts.
const accountTokenSeconds = 900;
const codeLifeMs = 300_000;

export function openUserPools({ store, clock, sessions }: UserPoolsOptions): UserPools {
  migrateKeys(store);
  const pools = new Map<string, Pool>();
  const keys = new Map<string, PoolKeys>();
  const making: Promise<void>[] = [];
  const clients = new Map<string, UserPoolClient>();
  const grants = new Map<string, Grant>();
  const deskKey = randomBytes(12).toString("hex");

  const nowSeconds = (): number => Math.floor(clock.now() / 1000);
  const you = (pool: Pool): Who => ({
    ...{ sub: uuidOf(`${pool.id}/you`), username: "you", name: "you", email: "you@localhost" },
    ...{ groups: pool.groups, sinceMs: clock.now() },
  });
  const sign = (pool: Pool, claims: Claims): string => {
    const own = keys.get(pool.id);
    if (!own) throw new Error(`The user pool ${pool.id} has not started`);
    return signToken(claims, own.privateKey, own.kid);
  };
  const poolOf = (id: string): Pool => {
    const pool = pools.get(id);
    if (!pool) throw new Error(`There is no user pool ${id}`);
    return pool;
  };
  const tokensFor = (client: UserPoolClient, session: string | undefined, nonce?: string): Tokens | undefined => {
    const pool = poolOf(client.poolId);
    const who = session === undefined ? (sessions === undefined ? you(pool) : undefined) : sessions?.whoOf(session);
    if (who === undefined) return undefined;
    const lifeSeconds = session === undefined ? oneDeskSeconds : accountTokenSeconds;
    const about = { issuer: pool.issuer, clientId: client.id, nowSeconds: nowSeconds(), lifeSeconds, who, session };
    const id = claimsOf("id", about);
    const refresh = session === undefined ? {} : { refresh_token: sign(pool, refreshClaims(about, session)) };
    return {
      id_token: sign(pool, nonce === undefined ? id : { ...id, nonce }),
      access_token: sign(pool, claimsOf("access", about)),
      ...refresh,
      expires_in: lifeSeconds,
      token_type: "Bearer",
    };
  };
  const verify = (token: string): Claims | undefined => {
    const claims = readToken(token, (kid) => [...keys.values()].find((own) => own.kid === kid)?.publicKey);
    const expires = claims?.["exp"];
    const begins = claims?.["nbf"];
    if (!claims || typeof expires !== "number" || expires <= nowSeconds()) return undefined;
    if (typeof begins === "number" && begins > nowSeconds()) return undefined;
    const session = claims["origin_jti"];
    const isGood = sessions === undefined || (typeof session === "string" && sessions.whoOf(session) !== undefined);
    return isGood ? claims : undefined;
  };

  return {
    createPool: (name, rules = usualRules) => {
      const id = `${home.region}_${lettersOf(name, 9)}`;
      making.push(keysOf(store, id).then((own) => void keys.set(id, own)));
      const issuer = `https://cognito-idp.${home.region}.amazonaws.com/${id}`;
      pools.set(id, { id, name, issuer, rules, groups: [] });
      return { id, issuer, arn: `arn:${home.partition}:cognito-idp:${home.region}:${home.account}:userpool/${id}` };
    },
    createClient: (poolId, name, callbackUrls, logoutUrls = []) => {
      const id = lettersOf(`${poolOf(poolId).id}/${name}`, 26).toLowerCase();
      const client = { id, poolId, callbackUrls, logoutUrls };
      clients.set(client.id, client);
      return client;
    },
    createGroup: (poolId, name) => void poolOf(poolId).groups.push(name),
    verify,
    deskPath: () => (clients.size === 0 || sessions !== undefined ? undefined : `/open/${deskKey}`),
    deskToken: () => {
      const [client] = clients.values();
      const pool = client && pools.get(client.poolId);
      if (!client || !pool || sessions !== undefined) return undefined;
      const about = { issuer: pool.issuer, clientId: client.id, nowSeconds: nowSeconds(), who: you(pool) };
      return sign(pool, claimsOf("id", { ...about, lifeSeconds: deskTokenSeconds, session: undefined }));
    },
    client: (id) => clients.get(id),
    grant: (wish, session) => {
      for (const [code, { untilMs }] of grants) if (untilMs < clock.now()) grants.delete(code);
      const code = randomBytes(32).toString("base64url");
      grants.set(code, { ...wish, session, untilMs: clock.now() + codeLifeMs });
      return code;
    },
    redeem: ({ code, clientId, redirectUri, verifier }) => {
      const grant = grants.get(code);
      grants.delete(code);
      const client = clients.get(clientId);
      if (!grant || !client || grant.untilMs < clock.now()) return undefined;
      const challenge = createHash("sha256").update(verifier).digest("base64url");
      if (grant.clientId !== clientId || grant.redirectUri !== redirectUri || grant.challenge !== challenge)
        return undefined;
      return tokensFor(client, grant.session, grant.nonce);
    },
    refresh: async (token, clientId) => {
      const claims = verify(token);
      const client = clients.get(clientId);
      const session = claims?.["origin_jti"];
      if (claims?.["token_use"] !== "refresh" || claims["for"] !== clientId || !client) return undefined;
      if (typeof session !== "string") return undefined;
      await sessions?.used(session);
      return tokensFor(client, session);
    },
    list: () => [...pools.values()],
    keys: () =>
      [...keys.values()].map(({ publicKey, kid }) => ({
        ...publicKey.export({ format: "jwk" }),
        kid,
        alg: "RS256",
        use: "sig",
      })),
    start: async () => {
      await Promise.all(making);
    },
  };
}

const lettersOf = (text: string, length: number): string =>
  createHash("sha512")
    .update(text)
    .digest("base64")
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, length);

const uuidOf = (text: string): string =>
  createHash("sha256")
    .update(text)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
