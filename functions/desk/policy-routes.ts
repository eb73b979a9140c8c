import { Hono } from "hono";
import * as z from "zod";
import { readPolicyNow } from "../platform/policy.ts";
import { mayChangePolicy } from "./caller.ts";
import { changePolicy } from "./change-policy.ts";
import { bodyOf, type DeskEnv, mayWrite } from "./guards.ts";
import { problem } from "./problem.ts";

const Stop = z.strictObject({ stopped: z.boolean() });

export function policyRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get("/policy", async (c) => c.json({ policy: await readPolicyNow() }));
  app.post("/policy/stop", mayWrite, async (c) => {
    const request = await bodyOf(c, Stop);
    if (request instanceof Response) return request;
    // Whoever sees something going wrong may stop it; starting again is a lead's decision.
    if (!request.stopped && !mayChangePolicy(c.get("caller"))) {
      return problem(c, 403, "lead-only", "Only a lead or an administrator may start automatic replies again.");
    }
    const summary = request.stopped ? "Automatic replies were stopped." : "Automatic replies were started again.";
    const change = { by: c.get("caller").name, summary, apply: { stopped: request.stopped } };
    const policy = await changePolicy(change);
    if (policy !== "busy") return c.json({ policy });
    c.header("Retry-After", "1");
    return problem(c, 503, "busy", "Others are changing the policy just now. Try again in a second.");
  });
  return app;
}
