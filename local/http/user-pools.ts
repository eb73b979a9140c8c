// User pools: what stands in for Cognito on one machine.
//
// There is one person, who is at this machine: whoever reaches loopback reaches the AWS endpoint too, so a password
// here would guard a door beside an open one. Accounts belong to a console that listens wider, which this one refuses.
//
//   U1. Functions see only tokens that the authorizer verified: signature, issuer, audience, times.
//   U2. The signing key is kept in the data folder, so a link that was printed yesterday works today.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { promisify } from "node:util";
import type { Clock } from "../clock.ts";
import { home } from "../services/service.ts";
import type { Store } from "../store.ts";
import { type Claims, readToken, signToken } from "./json-web-token.ts";

interface UserPoolClient {
  readonly id: string;
  readonly poolId: string;
  readonly callbackUrls: readonly string[];
}

export interface UserPools {
  createPool(name: string): { readonly id: string; readonly arn: string; readonly issuer: string };
  createClient(poolId: string, name: string, callbackUrls: readonly string[]): UserPoolClient;
  createGroup(poolId: string, name: string): void;
  /** The claims of a token of any pool here, when signature and times hold. */
  verify(token: string): Claims | undefined;
  /** A token for the person at this machine, for the first client of the template. Undefined without one. */
  deskToken(): string | undefined;
  /** Path that opens the desk with such a token: unguessable, new at each start. */
  deskPath(): string | undefined;
  client(id: string): UserPoolClient | undefined;
  /** Remembers a sign-in under way; answers the one-time code. */
  grant(clientId: string, redirectUri: string, challenge: string, nonce: string | undefined): string;
  /** Trades a code for tokens once, when redirect and PKCE verifier fit. */
  redeem(trade: { code: string; clientId: string; redirectUri: string; verifier: string }): Tokens | undefined;
  /** Public keys of every pool (RFC 7517). */
  keys(): readonly object[];
  /** Makes sure that every pool has its key; nothing can be signed or verified before. */
  start(): Promise<void>;
}

interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
  readonly expires_in: number;
  readonly token_type: "Bearer";
}

interface Pool {
  readonly id: string;
  readonly issuer: string;
  readonly groups: string[];
}

interface Keys {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
  readonly untilMs: number;
}

const steps = ["CREATE TABLE user_pool_key (pool TEXT PRIMARY KEY, private_key TEXT NOT NULL) STRICT"];
const makeKeys = promisify(generateKeyPair);

// The printed link stands for a person's own machine; a year keeps a bookmark alive.
const deskTokenSeconds = 365 * 86_400;
const sessionSeconds = 12 * 3600;
const codeLifeMs = 300_000;

export function openUserPools({ store, clock }: { store: Store; clock: Clock }): UserPools {
  store.migrate("user-pools", steps);
  const pools = new Map<string, Pool>();
  const keys = new Map<string, Keys>();
  const making: Promise<void>[] = [];
  const clients = new Map<string, UserPoolClient>();
  const grants = new Map<string, Grant>();
  const deskKey = randomBytes(12).toString("hex");

  const nowSeconds = (): number => Math.floor(clock.now() / 1000);
  const claimsFor = (pool: Pool, use: "id" | "access", clientId: string, lifeSeconds: number): Claims => {
    const common = {
      sub: uuidOf(`${pool.id}/you`),
      iss: pool.issuer,
      token_use: use,
      auth_time: nowSeconds(),
      iat: nowSeconds(),
      exp: nowSeconds() + lifeSeconds,
      "cognito:groups": [...pool.groups],
    };
    return use === "id"
      ? {
          ...common,
          aud: clientId,
          "cognito:username": "you",
          name: "you",
          email: "you@localhost",
          email_verified: true,
        }
      : { ...common, client_id: clientId, username: "you", scope: "openid email profile" };
  };
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

  return {
    createPool: (name) => {
      const id = `${home.region}_${lettersOf(name, 9)}`;
      making.push(keysOf(store, id).then((own) => void keys.set(id, own)));
      const issuer = `https://cognito-idp.${home.region}.amazonaws.com/${id}`;
      pools.set(id, { id, issuer, groups: [] });
      return { id, issuer, arn: `arn:${home.partition}:cognito-idp:${home.region}:${home.account}:userpool/${id}` };
    },
    createClient: (poolId, name, callbackUrls) => {
      const client = { id: lettersOf(`${poolOf(poolId).id}/${name}`, 26).toLowerCase(), poolId, callbackUrls };
      clients.set(client.id, client);
      return client;
    },
    createGroup: (poolId, name) => void poolOf(poolId).groups.push(name),
    verify: (token) => {
      const claims = readToken(token, (kid) => [...keys.values()].find((own) => own.kid === kid)?.publicKey);
      const expires = claims?.["exp"];
      const begins = claims?.["nbf"];
      if (!claims || typeof expires !== "number" || expires <= nowSeconds()) return undefined;
      return typeof begins === "number" && begins > nowSeconds() ? undefined : claims;
    },
    deskPath: () => (clients.size === 0 ? undefined : `/open/${deskKey}`),
    deskToken: () => {
      const [client] = clients.values();
      const pool = client && pools.get(client.poolId);
      return client && pool ? sign(pool, claimsFor(pool, "id", client.id, deskTokenSeconds)) : undefined;
    },
    client: (id) => clients.get(id),
    grant: (clientId, redirectUri, challenge, nonce) => {
      const code = randomBytes(32).toString("base64url");
      grants.set(code, { clientId, redirectUri, challenge, nonce, untilMs: clock.now() + codeLifeMs });
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
      const pool = poolOf(client.poolId);
      const id = claimsFor(pool, "id", clientId, sessionSeconds);
      return {
        id_token: sign(pool, grant.nonce === undefined ? id : { ...id, nonce: grant.nonce }),
        access_token: sign(pool, claimsFor(pool, "access", clientId, sessionSeconds)),
        expires_in: sessionSeconds,
        token_type: "Bearer",
      };
    },
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

/** U2 */
async function keysOf(store: Store, pool: string): Promise<Keys> {
  const held = await store.read((tx) => tx.get("SELECT private_key FROM user_pool_key WHERE pool = ?", pool));
  const privateKey = held ? createPrivateKey(String(held["private_key"])) : await newKey(store, pool);
  const publicKey = createPublicKey(privateKey);
  const kid = createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("base64url");
  return { kid, privateKey, publicKey };
}

async function newKey(store: Store, pool: string): Promise<KeyObject> {
  const { privateKey } = await makeKeys("rsa", { modulusLength: 2048 });
  const text = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  await store.transact((tx) => tx.run("INSERT INTO user_pool_key VALUES (?, ?)", pool, text));
  return privateKey;
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
