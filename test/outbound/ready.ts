import { createHash } from "node:crypto";
import type { Draft } from "../../functions/contracts/draft.ts";
import { emailSort, ReplyRow } from "../../functions/contracts/rows.ts";
import { conversationKey, interactionKey } from "../../functions/platform/interactions.ts";
import { getRow, indexed, put, transact } from "../../functions/platform/rows.ts";
import { papers, paperWrite } from "../../functions/platform/working-papers.ts";
import { mailbox } from "../intake/mail-world.ts";

export interface Scene {
  /** Names the conversation. */
  readonly thread: string;
  readonly customer?: { address: string; name: string };
  readonly subject?: string;
  readonly text?: string;
  readonly language?: string;
  readonly lastSeq?: number;
  readonly answeredSeq?: number;
  readonly openTaskId?: string;
}

export const hex = (text: string, length = 40): string =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/** What lies in the tables when the gate has let a draft through: the input of *Send the reply*. */
export async function ready(scene: Scene) {
  const { thread, subject = `About ${thread}`, text = "It takes three days.", language = "en" } = scene;
  const customer = scene.customer ?? { address: `${hex(thread, 8)}@customer.example`, name: "Anna Customer" };
  const conversationId = `con_${hex(thread, 32)}`;
  const [interactionId, emailId, draftId] = [`int_${hex(thread)}`, `eml_${hex(thread)}`, `drf_${hex(thread)}`];
  const at = new Date().toISOString();
  const facts = { mailbox, customer, subject };
  const draft: Draft = { draftId, interactionId, language, sentences: [], text, writtenBy: "test" };
  await transact(
    put("conversations", {
      ...conversationKey(conversationId),
      ...{ conversationId, ...facts, lastSeq: scene.lastSeq ?? 1, answeredSeq: scene.answeredSeq ?? 0, lastAt: at },
      ...(scene.openTaskId !== undefined && { openTaskId: scene.openTaskId }),
    }),
    put("conversations", {
      ...{ pk: conversationId, sk: emailSort(1), emailId, interactionId, seq: 1, from: customer, replyTo: customer },
      ...{ messageId: `<${thread}@customer.example>`, references: ["<first@customer.example>"], subject },
      ...{ senderClass: "person", receivedAt: at },
    }),
    put("interactions", {
      ...interactionKey(interactionId),
      ...{
        interactionId,
        conversationId,
        seq: 1,
        channel: "email",
        ...facts,
        outcome: "open",
        reasons: [],
        openedAt: at,
      },
      ...indexed("byOutcome", { pk: "open", sk: at }),
    }),
    paperWrite(interactionId, papers.draft(draftId), draft, 90),
  );
  const input = { interactionId, conversationId, seq: 1, replyId: null, draftId, kind: "answer" as const };
  return { input, customer, conversationId, interactionId };
}

/** A reply as a person's decision leaves it in the outbox. */
export async function decided(scene: Scene, more: Partial<ReplyRow> = {}) {
  const { input, customer, conversationId, interactionId } = await ready(scene);
  const replyId = `rpl_${hex(`${scene.thread} reply`)}`;
  const row = ReplyRow.parse({
    ...{ replyId, conversationId, interactionId, seq: 1, mailbox, to: customer, subject: scene.subject ?? "Delivery" },
    ...{ text: "A person says so.", inReplyTo: `<${scene.thread}@customer.example>`, references: [] },
    ...{ automatic: false, decidedBy: "person:Ben", kind: "answer", status: "pending", attempt: 0 },
    createdAt: new Date().toISOString(),
    ...more,
  });
  await transact(
    put("outbox", {
      ...{ pk: replyId, sk: "reply", ...row },
      ...indexed("byStatus", row.status === "sent" ? undefined : { pk: row.status, sk: row.createdAt }),
    }),
  );
  return { input: { ...input, replyId }, replyId, customer, conversationId, interactionId };
}

export async function replyOf(replyId: string | null): Promise<ReplyRow> {
  const row = replyId === null ? undefined : await getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow);
  if (row === undefined) throw new Error("no such reply");
  return row;
}
