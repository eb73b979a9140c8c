import { type Context, Hono } from "hono";
import { TaskId } from "../contracts/ids.ts";
import { mailboxPolicy, readPolicy } from "../platform/policy.ts";
import type { DeskEnv } from "./guards.ts";
import { problem } from "./problem.ts";
import { changeSavedReply, filled, newSavedReply, savedReplies, savedReply } from "./saved-replies.ts";
import { serve } from "./serve.ts";
import { readTask } from "./task-row.ts";

export function savedReplyRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "listSavedReplies", async ({ c }) => c.json({ savedReplies: await savedReplies() }));
  serve(app, "writeSavedReply", async ({ c, caller, body }) =>
    c.json({ savedReply: await newSavedReply(body, caller.name) }, 201),
  );
  serve(app, "changeSavedReply", async ({ c, caller, path, body, ifMatch }) => {
    const saved = await changeSavedReply(path("savedReplyId"), ifMatch, body, caller.name);
    if (saved === undefined) return nothing(c);
    return saved === "stale" ? stale(c) : c.json({ savedReply: saved }, 200, { ETag: saved.etag });
  });
  serve(app, "deleteSavedReply", async ({ c, caller, path, ifMatch }) => {
    const saved = await changeSavedReply(path("savedReplyId"), ifMatch, undefined, caller.name);
    if (saved === undefined) return nothing(c);
    return saved === "stale" ? stale(c) : c.body(null, 204);
  });
  serve(app, "fillSavedReply", async ({ c, caller, path, query }) => {
    const saved = await savedReply(path("savedReplyId"));
    if (saved === undefined) return nothing(c);
    return c.json(filled(saved.text, { me: caller.name, ...(await knownOf(query.taskId)) }));
  });
  return app;
}

/** What placeholders of a task stand for. The customer's name is what the email says, cut to a name's length. */
async function knownOf(taskId: string | undefined): Promise<Record<string, string | undefined>> {
  const id = TaskId.safeParse(taskId);
  const task = id.success ? await readTask(id.data) : undefined;
  if (task === undefined) return {};
  const customer = task.customer.name
    .replace(/[\p{Cc}\p{Cf}<>{}]+/gu, " ")
    .trim()
    .slice(0, 80);
  const mailbox = mailboxPolicy(await readPolicy(), task.mailbox).name;
  return { customer, "first-name": customer.split(/\s+/)[0], mailbox, subject: task.subject };
}

const nothing = (c: Context): Response =>
  problem(c, 404, "unknown-saved-reply", "There is no such saved reply. Somebody may have removed it.");
const stale = (c: Context): Response =>
  problem(c, 412, "changed", "Somebody changed this saved reply after you saw it. Load it again.");
