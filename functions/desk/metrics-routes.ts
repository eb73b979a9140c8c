import { Hono } from "hono";
import { nowMs } from "../platform/clock.ts";
import { readPolicy } from "../platform/policy.ts";
import { BadRequest } from "./bad-request.ts";
import type { DeskEnv } from "./guards.ts";
import { metricsOf } from "./metrics.ts";
import { serve } from "./serve.ts";

const dayMs = 86_400_000;
const longestMs = 92 * dayMs;

export function metricsRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "readMetrics", async ({ c, query }) => {
    const to = query.to === undefined ? nowMs() : Date.parse(query.to);
    const from = query.from === undefined ? to - 7 * dayMs : Date.parse(query.from);
    if (from >= to || to - from > longestMs) throw new BadRequest("`from` must lie before `to`, at most 92 days.");
    const { desk, people } = await readPolicy();
    const period = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    return c.json(await metricsOf(period, desk?.hours?.timeZone ?? "UTC", people));
  });
  return app;
}
