import { Hono } from "hono";
import type { Endpoint } from "../contracts/desk/endpoint.ts";
import { deskApi } from "../contracts/desk-api.ts";
import type { Caller } from "./caller.ts";
import type { DeskEnv } from "./guards.ts";
import { noteSeen } from "./people-store.ts";
import { serve } from "./serve.ts";

export function peopleRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "readMe", async ({ c, caller }) => {
    await noteSeen(caller);
    return c.json({ ...caller, may: operationsOf(caller) });
  });
  return app;
}

/** What the caller's roles allow, so that the page need not know the rules. */
function operationsOf(caller: Caller): string[] {
  const all: [string, Endpoint][] = Object.entries(deskApi);
  return all.filter(([, { roles }]) => caller.roles.some((role) => roles.includes(role))).map(([id]) => id);
}
