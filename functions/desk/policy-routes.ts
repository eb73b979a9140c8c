import { Hono } from "hono";
import { readPolicyNow } from "../platform/policy.ts";
import { isLead } from "./caller.ts";
import { changePolicy } from "./change-policy.ts";
import type { DeskEnv } from "./guards.ts";
import { problem } from "./problem.ts";
import { serve } from "./serve.ts";

export function policyRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "readPolicy", async ({ c }) => c.json({ policy: await readPolicyNow() }));
  serve(app, "stopReplies", async ({ c, caller, body }) => {
    // Whoever sees something going wrong may stop it; starting again is a lead's decision.
    if (!body.stopped && !isLead(caller)) {
      return problem(c, 403, "lead-only", "Only a lead or an administrator may start automatic replies again.");
    }
    const summary = body.stopped ? "Automatic replies were stopped." : "Automatic replies were started again.";
    const policy = await changePolicy({ by: caller.name, summary, apply: { stopped: body.stopped } });
    if (policy !== "busy") return c.json({ policy });
    c.header("Retry-After", "1");
    return problem(c, 503, "busy", "Others are changing the policy just now. Try again in a second.");
  });
  return app;
}
