import { type Context, Hono } from "hono";
import type { Email } from "../contracts/email.ts";
import { ConversationId, EmailId } from "../contracts/ids.ts";
import { ConversationRow } from "../contracts/rows.ts";
import { readEmail } from "../platform/documents.ts";
import { conversationKey } from "../platform/interactions.ts";
import { getRow } from "../platform/rows.ts";
import { conversationEtag, listConversations, summaryOf } from "./conversation-list.ts";
import { conversationView } from "./conversation-view.ts";
import { attachmentLink, bodyLink, notDownloadable } from "./downloads.ts";
import { frameAddresses } from "./email-frame.ts";
import { emailView } from "./email-view.ts";
import type { DeskEnv } from "./guards.ts";
import { mergeConversation, type Regrouped } from "./merge-conversation.ts";
import { addNote } from "./notes.ts";
import { problem } from "./problem.ts";
import { serve } from "./serve.ts";
import { splitConversation } from "./split-conversation.ts";
import { startConversation } from "./start-conversation.ts";
import { tagConversation } from "./tag-conversation.ts";

export function conversationRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "listConversations", async ({ c, query }) => c.json(await listConversations(query)));
  serve(app, "readConversation", async ({ c, path }) => {
    const id = ConversationId.safeParse(path("conversationId"));
    const view = id.success ? await conversationView(id.data) : undefined;
    if (view === undefined) return nothing(c, "conversation");
    c.header("ETag", view.conversation.etag);
    return c.json(view);
  });
  serve(app, "startConversation", async ({ c, caller, body }) => c.json(await startConversation(body, caller), 201));
  serve(app, "addNote", async ({ c, caller, path, body }) => {
    const row = await conversationOf(path("conversationId"));
    if (row === undefined) return nothing(c, "conversation");
    return c.json({ note: await addNote(row.conversationId, body.text, caller) }, 201);
  });
  serve(app, "tagConversation", async ({ c, caller, path, body, ifMatch }) => {
    const id = ConversationId.safeParse(path("conversationId"));
    const tagged = id.success
      ? await tagConversation(id.data, ifMatch, body.tags, caller)
      : { kind: "unknown" as const };
    if (tagged.kind === "unknown") return nothing(c, "conversation");
    if (tagged.kind === "stale") return stale(c, tagged.row);
    const conversation = summaryOf(tagged.row);
    return c.json({ conversation }, 200, { ETag: conversation.etag });
  });
  serve(app, "mergeConversation", async ({ c, caller, path, body, ifMatch }) => {
    const row = await conversationOf(path("conversationId"));
    if (row === undefined) return nothing(c, "conversation");
    if (isStale(row, ifMatch)) return stale(c, row);
    return regrouped(c, await mergeConversation(body.from, row.conversationId, caller));
  });
  serve(app, "splitConversation", async ({ c, caller, path, body, ifMatch }) => {
    const row = await conversationOf(path("conversationId"));
    if (row === undefined) return nothing(c, "conversation");
    if (isStale(row, ifMatch)) return stale(c, row);
    return regrouped(c, await splitConversation(row.conversationId, body.fromSeq, caller));
  });
  serve(app, "readEmail", async ({ c, path }) => {
    const id = EmailId.safeParse(path("emailId"));
    const email = id.success ? await emailView(id.data, await frameAddresses()) : undefined;
    return email === undefined ? nothing(c, "email") : c.json({ email });
  });
  serve(app, "downloadBody", async ({ c, path }) => {
    const email = await emailOf(path("emailId"));
    return email === undefined ? nothing(c, "email") : c.json(await bodyLink(email.emailId));
  });
  serve(app, "downloadAttachment", async ({ c, caller, path, query }) => {
    const email = await emailOf(path("emailId"));
    const place = /^\d{1,3}$/.test(path("place")) ? Number(path("place")) : -1;
    if (email?.attachments[place] === undefined) return nothing(c, "attachment");
    const refusal = notDownloadable(email, place, query.dangers === "accepted");
    if (refusal !== undefined) return problem(c, 409, "dangerous", refusal);
    return c.json(await attachmentLink(email, place, caller.name));
  });
  return app;
}

const isStale = (row: ConversationRow, ifMatch: string | undefined): boolean =>
  ifMatch !== "*" && ifMatch !== conversationEtag(row);

const stale = (c: Context, row: ConversationRow): Response =>
  problem(c, 412, "changed", "This conversation changed after you saw it. Look at it again.", {
    conversation: summaryOf(row),
  });

async function regrouped(c: Context, done: Regrouped): Promise<Response> {
  if (done.kind === "refused") return problem(c, 409, "cannot-regroup", done.message);
  const row = done.kind === "done" ? await conversationOf(done.conversationId) : undefined;
  if (row === undefined) return nothing(c, "conversation");
  const conversation = summaryOf(row);
  return c.json({ conversation }, 200, { ETag: conversation.etag });
}

async function conversationOf(text: string): Promise<ConversationRow | undefined> {
  const id = ConversationId.safeParse(text);
  return id.success ? getRow("conversations", conversationKey(id.data), ConversationRow) : undefined;
}

async function emailOf(text: string): Promise<Email | undefined> {
  const id = EmailId.safeParse(text);
  return id.success ? readEmail(id.data).catch(() => undefined) : undefined;
}

const nothing = (c: Context, what: string): Response =>
  problem(c, 404, `unknown-${what}`, `There is no such ${what}. It may have expired.`);
