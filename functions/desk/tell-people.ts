import * as z from "zod";
import { DeskPolicy } from "../contracts/desk-policy.ts";
import { LogEntry } from "../contracts/log-entry.ts";
import type { TaskRow } from "../contracts/rows.ts";
import { expiryInDays, nowIso, nowMs } from "../platform/clock.ts";
import { logger } from "../platform/logger.ts";
import { mailboxPolicy, readPolicy } from "../platform/policy.ts";
import { ConditionFailed, putNew, transact, update } from "../platform/rows.ts";
import { readSecret } from "../platform/secrets.ts";
import { sendRaw } from "../platform/ses.ts";
import { setting } from "../platform/settings.ts";
import { signingKeys } from "../platform/signing.ts";
import { linkText } from "./approval-links.ts";
import { type Notice, noticeEmail, noticeForChat } from "./notice.ts";
import { everybody, type PersonRow } from "./people-store.ts";
import { readTask, taskKey } from "./task-row.ts";

const what: Readonly<Record<string, string>> = {
  "task-opened": "A task waits for you",
  "task-taken-over": "The customer wrote again",
  "task-escalated": "Nobody has decided in time",
  "task-reminded": "A promise breaks soon",
  "task-assigned": "A task was given to you",
};
/** An event of our bus, as the queue hands it on. */
const BusEvent = z.object({ detail: LogEntry });

/**
 * Tells people of a task, by email and in the chat, once per log entry. What gets lost here is found by the sweep, which
 * looks for tasks that nobody was told of (F19); so a notice that was begun is not begun again.
 */
export async function tellPeople(body: string): Promise<void> {
  const { detail: entry } = BusEvent.parse(JSON.parse(body));
  const { taskId } = entry.details;
  const words = what[entry.kind];
  const task = typeof taskId === "string" ? await readTask(taskId) : undefined;
  if (words === undefined || task === undefined || task.status !== "open") return;
  if (!(await isFirst(entry.entryId))) return;
  const policy = await readPolicy();
  const desk = policy.desk ?? DeskPolicy.parse({});
  const from = { name: mailboxPolicy(policy, task.mailbox).name, address: task.mailbox };
  const people = desk.notifyByEmail ? recipients(await everybody(), task) : [];
  for (const person of people) await sendNotice(await noticeFor(task, words, person, desk.linkMinutes), from, person);
  await tellChat({ task, what: words, deskUrl: setting("deskUrl") });
  await transact(
    update("tasks", taskKey(task.taskId), {
      set: {
        notified: {
          tier: task.tier,
          at: nowIso(),
          reminder: entry.kind === "task-reminded" || task.notified?.reminder === true,
        },
      },
      condition: "attribute_exists(#pk)",
    }),
  );
}

async function isFirst(entryId: string): Promise<boolean> {
  try {
    await transact(
      putNew("desk", { pk: `notice#${entryId}`, sk: "notice", at: nowIso(), expiresAt: expiryInDays(14) }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionFailed) return false;
    throw error;
  }
}

const mostPeople = 50;

/** Who has it; else everybody who answers for its tier and wants to be told. */
export function recipients(people: readonly PersonRow[], task: TaskRow): PersonRow[] {
  const able = people.filter(
    ({ left, email, notify, roles }) =>
      !left && notify && email !== undefined && roles.some((role) => role !== "auditor"),
  );
  const owner = able.filter(({ id }) => id === task.assignee);
  return owner.length > 0
    ? owner
    : able.filter(({ away, tiers }) => !away && tiers.includes(task.tier)).slice(0, mostPeople);
}

async function noticeFor(task: TaskRow, words: string, person: PersonRow, linkMinutes: number): Promise<Notice> {
  const deskUrl = setting("deskUrl");
  if (task.kind !== "reply" || task.draftId === undefined) return { task, what: words, deskUrl };
  const { taskId, version, seq } = task;
  const untilMs = nowMs() + linkMinutes * 60_000;
  const link = linkText({ taskId, action: "approve", version, seq, person: person.id, untilMs }, await signingKeys());
  return { task, what: words, deskUrl, approveUrl: `${deskUrl}/decide?link=${link}` };
}

/** One person's address that does not work keeps nobody else from being told. */
async function sendNotice(
  notice: Notice,
  from: { name: string; address: string },
  { id, email = "" }: PersonRow,
): Promise<void> {
  try {
    await sendRaw({
      from: from.address,
      to: email,
      bounceTo: from.address,
      raw: await noticeEmail(notice, from, email),
    });
  } catch (error) {
    logger.warn("A notice could not be sent", { person: id, failure: error instanceof Error ? error.name : "unknown" });
  }
}

const Chat = z.looseObject({ url: z.string().default("") });
const chatMs = 5_000;

async function tellChat(notice: Notice): Promise<void> {
  const { url } = await readSecret("chatSecret", Chat);
  if (!url.startsWith("https://")) return;
  try {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify(noticeForChat(notice));
    const answer = await fetch(url, {
      method: "POST",
      headers,
      body,
      signal: AbortSignal.timeout(chatMs),
      redirect: "error",
    });
    if (!answer.ok) logger.warn("The chat did not take a notice", { status: answer.status });
  } catch (error) {
    logger.warn("The chat did not take a notice", { failure: error instanceof Error ? error.name : "unknown" });
  }
}
