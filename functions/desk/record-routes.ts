import { type Context, Hono } from "hono";
import { ConversationId, InteractionId } from "../contracts/ids.ts";
import { InteractionRow } from "../contracts/rows.ts";
import { executionHistory } from "../platform/execution-history.ts";
import { describeExecution } from "../platform/executions.ts";
import { interactionKey } from "../platform/interactions.ts";
import { getRow } from "../platform/rows.ts";
import { conversationView } from "./conversation-view.ts";
import type { DeskEnv } from "./guards.ts";
import { cursorFrom, listInteractions, withWhy } from "./interaction-list.ts";
import { logOfInteraction } from "./log-entries.ts";
import { problem } from "./problem.ts";
import { serve } from "./serve.ts";
import { withoutTokens } from "./without-tokens.ts";

/** What was done: interactions, conversations and runs. Nothing here changes anything. */
export function recordRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "listInteractions", async ({ c, query }) => {
    const after = query.after === undefined ? undefined : cursorFrom(query.after);
    if (query.after !== undefined && after === undefined) {
      return problem(c, 400, "bad-request", "`after` is not a place in the list; take `next` of the page before.");
    }
    return c.json(await listInteractions(query.limit, after, query.outcome));
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
  serve(app, "readConversation", async ({ c, path }) => {
    const id = ConversationId.safeParse(path("conversationId"));
    const view = id.success ? await conversationView(id.data) : undefined;
    return view === undefined ? nothing(c, "conversation") : c.json(view);
  });
  serve(app, "readHistory", async ({ c, query }) => {
    const row = await interactionOf(c);
    if (row?.executionArn === undefined) return nothing(c, "run");
    const page = await executionHistory(row.executionArn, query.limit, query.after);
    return page === undefined ? nothing(c, "run") : c.json(withoutTokens(page));
  });
  return app;
}

async function interactionOf(c: Context): Promise<InteractionRow | undefined> {
  const id = InteractionId.safeParse(c.req.param("interactionId"));
  return id.success ? getRow("interactions", interactionKey(id.data), InteractionRow) : undefined;
}

const nothing = (c: Context, what: string) =>
  problem(c, 404, `unknown-${what}`, `There is no such ${what}. It may have expired.`);
