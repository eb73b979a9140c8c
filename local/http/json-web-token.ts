import { createSign, createVerify, type KeyObject } from "node:crypto";
import * as z from "zod";

const Header = z.object({ alg: z.literal("RS256"), kid: z.string() });
const Claims = z.record(z.string(), z.json());
export type Claims = z.output<typeof Claims>;

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Signs claims with RS256, the one algorithm that user pools use. */
export function signToken(claims: Claims, key: KeyObject, kid: string): string {
  const signed = `${encode({ kid, alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${signed}.${createSign("sha256").update(signed).sign(key, "base64url")}`;
}

/** The claims of a token whose signature holds; `keyOf` finds the public key by its id. No time is checked here. */
export function readToken(token: string, keyOf: (kid: string) => KeyObject | undefined): Claims | undefined {
  const [head = "", body = "", signature = "", more] = token.split(".");
  if (more !== undefined) return undefined;
  const header = Header.safeParse(parse(head));
  const key = header.success ? keyOf(header.data.kid) : undefined;
  if (!key) return undefined;
  const holds = createVerify("sha256").update(`${head}.${body}`).verify(key, Buffer.from(signature, "base64url"));
  const claims = Claims.safeParse(parse(body));
  return holds && claims.success ? claims.data : undefined;
}

function parse(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}
