import type { Context, Hono } from "hono";
import * as z from "zod";
import type { Endpoint } from "../contracts/desk/endpoint.ts";
import { deskApi, type OperationId } from "../contracts/desk-api.ts";
import type { Caller } from "../platform/caller.ts";
import { bodyOf, type DeskEnv, foreign, notAllowed, queryOf } from "./guards.ts";
import { problem } from "./problem.ts";
import { tooFast } from "./rate-limit.ts";

type Operation<Id extends OperationId> = (typeof deskApi)[Id];
type Parsed<Id extends OperationId, Part extends "query" | "body"> =
  Operation<Id> extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.infer<Schema> : undefined;

/** A request that the contract lets through, with its parts as the contract names them. */
export interface Asked<Id extends OperationId> {
  readonly c: Context<DeskEnv>;
  readonly caller: Caller;
  /** Of the path; "" for one that the path does not have. */
  readonly path: (name: string) => string;
  readonly query: Parsed<Id, "query">;
  readonly body: Parsed<Id, "body">;
  /** What If-Match says, without its quotes; undefined without the header. */
  readonly ifMatch: string | undefined;
}

/**
 * Puts an operation of the contract on its path: role, origin, rate, query and body are judged here and in this order, so
 * that no handler can forget one (S9, S10).
 */
export function serve<Id extends OperationId>(
  app: Hono<DeskEnv>,
  id: Id,
  handle: (asked: Asked<Id>) => Promise<Response>,
): void {
  const endpoint: Endpoint = deskApi[id];
  app.on(endpoint.method, endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (c) => {
    const caller = c.get("caller");
    const refused =
      (endpoint.method === "GET" ? undefined : foreign(c)) ??
      notAllowed(c, caller, endpoint.roles) ??
      tooFast(c, caller, endpoint);
    if (refused !== undefined) return refused;
    const query = queryOf(c, endpoint.query ?? z.strictObject({}));
    if (query instanceof Response) return query;
    const body = endpoint.body === undefined ? undefined : await bodyOf(c, endpoint.body, sizeOf(id));
    if (body instanceof Response) return body;
    const ifMatch = c.req.header("if-match")?.replaceAll(/^\s*"|"\s*$/g, "");
    if (endpoint.etag === "needs" && ifMatch === undefined && c.req.header("if-none-match") !== "*") {
      const message = "Send If-Match with the etag of what you saw, so that nobody's change is overwritten unseen.";
      return problem(c, 428, "if-match-missing", message);
    }
    // The schemas that parsed them are the ones that the types name.
    return handle({ c, caller, path: (name) => c.req.param(name) ?? "", query, body, ifMatch } as Asked<Id>);
  });
}

/** In bytes. A reply of 20,000 characters in four-byte letters and room for JSON; articles and files are larger. */
const sizeOf = (id: OperationId): number => larger[id] ?? 100_000;
const larger: Readonly<Partial<Record<OperationId, number>>> = { writeArticle: 900_000, upload: 5_700_000 };
