import { type Context, Hono } from "hono";
import { InteractionId } from "../contracts/ids.ts";
import { InteractionRow } from "../contracts/rows.ts";
import { nowIso } from "../platform/clock.ts";
import { describeExecution } from "../platform/executions.ts";
import { interactionKey } from "../platform/interactions.ts";
import { getRow } from "../platform/rows.ts";
import { changesSince } from "./changes.ts";
import { exportInteractions } from "./export-interactions.ts";
import type { DeskEnv } from "./guards.ts";
import { withWhy } from "./interaction-list.ts";
import { logOfInteraction } from "./log-entries.ts";
import { problem } from "./problem.ts";
import { attachmentHeader } from "./safe-file-name.ts";
import { searchInteractions } from "./search-interactions.ts";
import { searchLog } from "./search-log.ts";
import { serve } from "./serve.ts";

/** What was done: interactions, conversations and runs. Nothing here changes anything. */
export function recordRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "listInteractions", async ({ c, query: { limit, after, ...wish } }) =>
    c.json(await searchInteractions(wish, limit, after)),
  );
  serve(app, "exportInteractions", async ({ c, query }) => {
    const name = `interactions-${nowIso().slice(0, 10)}.csv`;
    return c.body(await exportInteractions(query), 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": attachmentHeader(name),
    });
  });
  serve(app, "readInteraction", async ({ c }) => {
    const row = await interactionOf(c);
    if (row === undefined) return nothing(c, "interaction");
    const [log, execution] = await Promise.all([
      logOfInteraction(row.interactionId),
      row.executionArn === undefined ? undefined : describeExecution(row.executionArn),
    ]);
    return c.json({ interaction: withWhy(row), log, ...(execution !== undefined && { execution: execution.status }) });
  });
  serve(app, "searchLog", async ({ c, query }) => c.json(await searchLog(query)));
  serve(app, "readChanges", async ({ c, query }) => c.json(await changesSince(query.after, query.limit)));
  return app;
}

async function interactionOf(c: Context): Promise<InteractionRow | undefined> {
  const id = InteractionId.safeParse(c.req.param("interactionId"));
  return id.success ? getRow("interactions", interactionKey(id.data), InteractionRow) : undefined;
}

const nothing = (c: Context, what: string) =>
  problem(c, 404, `unknown-${what}`, `There is no such ${what}. It may have expired.`);
