import type { Context, MiddlewareHandler } from "hono";
import * as z from "zod";
import type { Role } from "../contracts/desk/endpoint.ts";
import { type Caller, callerFrom } from "../platform/caller.ts";
import { settingIfAny } from "../platform/settings.ts";
import { problem } from "./problem.ts";

/** What an HTTP API (payload 2.0) with a JWT authorizer tells its function. */
export interface DeskEnv {
  Bindings: {
    readonly requestContext?: {
      readonly http?: { readonly sourceIp?: string };
      readonly authorizer?: { readonly jwt?: { readonly claims?: Record<string, unknown> } };
    };
  };
  Variables: { caller: Caller };
}

/** Knows the caller, or refuses. The authorizer in front refuses too; here it is so that no route is open by a slip. */
export const signedIn: MiddlewareHandler<DeskEnv> = async (c, next) => {
  const caller = callerFrom(c.env?.requestContext?.authorizer?.jwt?.claims, c.req.header("authorization"));
  if (caller === undefined) return problem(c, 401, "sign-in", "Sign in first.");
  if (caller.roles.length === 0) {
    const message = "You have no role here yet. Ask an administrator to put you into agent, lead, admin or auditor.";
    return problem(c, 403, "no-role", message);
  }
  c.set("caller", caller);
  return next();
};

/** A change must come from our own page, as JSON, which no form of another site can send (S10). */
export function foreign(c: Context): Response | undefined {
  const site = c.req.header("sec-fetch-site");
  if ((site !== undefined && site !== "same-origin" && site !== "none") || !ownOrigin(c)) {
    return problem(c, 403, "foreign-origin", "This request came from another site, so it was not done.");
  }
  if (!/^application\/json(\s*;|$)/i.test(c.req.header("content-type") ?? "")) {
    return problem(c, 415, "not-json", "Send JSON, with the header Content-Type: application/json.");
  }
  return undefined;
}

function ownOrigin(c: Context): boolean {
  const origin = c.req.header("origin");
  if (origin === undefined) return true;
  const host = c.req.header("x-forwarded-host") ?? c.req.header("host") ?? new URL(c.req.url).host;
  // Behind CloudFront the API is called by its own name, the page by the desk's.
  const desk = settingIfAny("deskUrl");
  return URL.canParse(origin) && (new URL(origin).host === host || new URL(origin).origin === desk);
}

/** What the caller's roles do not allow, in words that say who may. */
export function notAllowed(c: Context, caller: Caller, roles: readonly Role[]): Response | undefined {
  if (caller.roles.some((role) => roles.includes(role))) return undefined;
  return caller.roles.every((role) => role === "auditor")
    ? problem(c, 403, "read-only", "Your role may look at everything and change nothing.")
    : problem(c, 403, "lead-only", "Only a lead or an administrator may do this. You can propose it to them.");
}

/** The request's JSON as the contract wants it, or the refusal that says what is wrong with it. */
export async function bodyOf<T extends z.ZodType>(
  c: Context,
  schema: T,
  mostBytes = 100_000,
): Promise<z.infer<T> | Response> {
  const text = await c.req.text();
  if (Buffer.byteLength(text) > mostBytes) {
    return problem(c, 413, "too-large", `This request may have ${mostBytes} bytes at most.`);
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const message = `This request does not fit: ${z.prettifyError(parsed.error)}`;
  return problem(c, 400, "bad-request", message.slice(0, 1000));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === "" ? "{}" : text);
  } catch {
    return undefined;
  }
}

/** Query parameters as the contract wants them; unknown ones are refused, for a misspelt filter shows the wrong list. */
export function queryOf<T extends z.ZodType>(c: Context, schema: T): z.infer<T> | Response {
  const parsed = schema.safeParse(c.req.query());
  if (parsed.success) return parsed.data;
  return problem(c, 400, "bad-request", `This address does not fit: ${z.prettifyError(parsed.error)}`.slice(0, 1000));
}
