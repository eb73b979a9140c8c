import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as z from "zod";
import { Draft } from "../contracts/draft.ts";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { getRow, type Key, putNew } from "../platform/rows.ts";
import { signingKeys } from "../platform/signing.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { type ApprovalLink, readLink } from "./approval-links.ts";
import { CannotDecide } from "./cannot-decide.ts";
import type { DeskEnv } from "./guards.ts";
import { confirmPage, resultPage } from "./link-pages.ts";
import { type PersonRow, readPerson } from "./people-store.ts";
import { countOf } from "./rate-limit.ts";
import { takeDecision } from "./take-decision.ts";
import { readTask } from "./task-row.ts";

// desk: pk `link#<nonce>`, sk `link`: a link that has decided. A link works for a week at most, its mark stays longer.
const usedKey = ({ nonce }: ApprovalLink): Key => ({ pk: `link#${nonce}`, sk: "link" });
const keepDays = 30;

// One person presses once; a hundred guesses a minute would need longer than the sun has.
const mostPerMinute = 30;

type Judged = { readonly link: ApprovalLink; readonly person: PersonRow } | Response;

/** Links from notices decide without signing in: the signature is the permission, the button the will (S6). */
export function linkRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get("/decide", async (c) => {
    const text = c.req.query("link") ?? "";
    const judged = await judge(c, text);
    if (judged instanceof Response) return judged;
    const { link } = judged;
    const task = await readTask(link.taskId);
    if (task === undefined || task.status !== "open" || task.version !== link.version || task.seq !== link.seq) {
      return refusal(c, 409, "Too late", "This task was decided or changed since. Open the desk to see how it stands.");
    }
    const draft =
      task.draftId === undefined ? undefined : await readPaper(task.interactionId, papers.draft(task.draftId), Draft);
    return c.html(
      confirmPage(task, link.action === "approve" ? draft?.text : undefined, { text, action: link.action }),
    );
  });
  app.post("/decide", async (c) => {
    const site = c.req.header("sec-fetch-site");
    if (site !== undefined && site !== "same-origin") {
      return refusal(c, 403, "Not from here", "Open the link itself and press the button on its page.");
    }
    const form = new URLSearchParams((await c.req.text()).slice(0, 4000));
    const judged = await judge(c, form.get("link") ?? "");
    return judged instanceof Response ? judged : decide(c, judged);
  });
  return app;
}

async function judge(c: Context<DeskEnv>, text: string): Promise<Judged> {
  const from = c.env?.requestContext?.http?.sourceIp ?? "";
  if (countOf(`link ${from}`) > mostPerMinute)
    return refusal(c, 429, "Too often", "Wait a minute, then open the link again.");
  const link = readLink(text, await signingKeys());
  if (link === "forged")
    return refusal(c, 403, "This link is not whole", "Copy it again from the message, or open the desk.");
  if (link === "expired") return refusal(c, 410, "This link has expired", "Open the desk to decide.");
  const person = await readPerson(link.person);
  if (person === undefined || person.left || !person.roles.some((role) => role !== "auditor")) {
    return refusal(c, 403, "This link is not for you", "Whom it was sent to may not decide any more.");
  }
  if ((await getRow("desk", usedKey(link), z.object({ at: z.string() }))) !== undefined) {
    return refusal(c, 410, "This link was used already", "It decides once. Open the desk to see what became of it.");
  }
  return { link, person };
}

async function decide(c: Context<DeskEnv>, { link, person }: Exclude<Judged, Response>): Promise<Response> {
  const { taskId, version, seq, action } = link;
  const reason = "Closed from the notice of it";
  const request = action === "approve" ? { kind: action, version, seq } : { kind: action, version, seq, reason };
  const used = putNew("desk", {
    ...usedKey(link),
    at: nowIso(),
    taskId,
    by: person.id,
    expiresAt: expiryInDays(keepDays),
  });
  try {
    const taken = await takeDecision(taskId, request, person, [used]);
    if (taken.kind === "taken")
      return c.html(resultPage("Done", action === "approve" ? "The reply is on its way." : "The task is closed."));
    if (taken.kind === "conflict") return refusal(c, 409, "Too late", taken.message);
    if (taken.kind === "unknown") return refusal(c, 409, "Gone", "There is no such task any more.");
    return refusal(c, 503, "Busy", "Others are changing this task just now. Press the button again.");
  } catch (error) {
    if (error instanceof CannotDecide) return refusal(c, 409, "This cannot be done", error.message);
    throw error;
  }
}

const refusal = (c: Context, status: ContentfulStatusCode, title: string, words: string): Response =>
  c.html(resultPage(title, words), status);
