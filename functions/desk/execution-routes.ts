import { type Context, Hono } from "hono";
import { InteractionId } from "../contracts/ids.ts";
import { InteractionRow } from "../contracts/rows.ts";
import { executionHistory } from "../platform/execution-history.ts";
import { listExecutions } from "../platform/execution-list.ts";
import { interactionKey } from "../platform/interactions.ts";
import { getRow } from "../platform/rows.ts";
import type { DeskEnv } from "./guards.ts";
import { problem } from "./problem.ts";
import { runGraph } from "./run-graph.ts";
import { serve } from "./serve.ts";
import { withoutTokens } from "./without-tokens.ts";

/** Runs of the support workflow. Task tokens are redacted wherever they stand (S7). */
export function executionRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "listExecutions", async ({ c, query }) => {
    const { executions, ...more } = await listExecutions(query.status, query.limit, query.after);
    return c.json({ executions: executions.map((one) => ({ ...one, ...whose(one.name) })), ...more });
  });
  serve(app, "readHistory", async ({ c, path, query }) => {
    const row = await withRun(path("interactionId"));
    const page = row && (await executionHistory(row.executionArn, query.limit, query.after));
    return page === undefined ? nothing(c) : c.json(withoutTokens(page));
  });
  serve(app, "readGraph", async ({ c, path }) => {
    const row = await withRun(path("interactionId"));
    const graph = row && (await runGraph(row));
    return graph === undefined ? nothing(c) : c.json(graph);
  });
  return app;
}

/** A run is named after its interaction; one that a decision began has the task's version behind it. */
function whose(name: string): { interactionId?: string } {
  const interactionId = /^int_[0-9a-f]{32,64}/.exec(name)?.[0];
  return interactionId === undefined ? {} : { interactionId };
}

async function withRun(text: string) {
  const id = InteractionId.safeParse(text);
  const row = id.success ? await getRow("interactions", interactionKey(id.data), InteractionRow) : undefined;
  return row?.executionArn === undefined ? undefined : { ...row, executionArn: row.executionArn };
}

const nothing = (c: Context): Response => problem(c, 404, "unknown-run", "There is no such run. It may have expired.");
