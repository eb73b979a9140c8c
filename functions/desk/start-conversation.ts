import type * as z from "zod";
import type { NewEmail } from "../contracts/desk/conversations.ts";
import type { PersonRef } from "../contracts/desk/endpoint.ts";
import { ConversationRow, InteractionRow, ReplyRow } from "../contracts/rows.ts";
import type { SupportInput } from "../contracts/steps.ts";
import { comparable } from "../platform/addresses.ts";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { conversationKey, interactionKey } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { ConditionFailed, indexed, putNew, transact, update, type Write } from "../platform/rows.ts";
import { startRun } from "../platform/workflow.ts";
import { CannotDecide } from "./cannot-decide.ts";
import { uploadsNamed, uploadUsed } from "./uploads.ts";

type Wish = z.infer<typeof NewEmail>;

/**
 * Writes to a customer first: a conversation whose place 1 is our own email, and the run that sends it. The ids follow from
 * the page's `requestId`, so pressing twice writes one email. Throws CannotDecide for a mailbox or address that is none.
 */
export async function startConversation(
  wish: Wish,
  by: PersonRef,
): Promise<{ conversationId: string; replyId: string }> {
  const policy = await readPolicy();
  const address = comparable(wish.to.address);
  if (address === undefined) throw new CannotDecide("This is not one address that an email could go to.");
  if (policy.mailboxes[wish.mailbox] === undefined) {
    throw new CannotDecide("This is none of our mailboxes. Choose one that the policy names.");
  }
  const ids = {
    conversationId: idFrom("con", "started", by.id, wish.requestId),
    interactionId: idFrom("int", "started", by.id, wish.requestId),
    replyId: idFrom("rpl", "started", by.id, wish.requestId),
  };
  try {
    await transact(...(await writes(wish, { ...ids, address }, by, policy.retentionDays)));
  } catch (error) {
    // It was pressed twice: what is there is this very email.
    if (!(error instanceof ConditionFailed)) throw error;
  }
  await sendByRun(ids, wish.mailbox);
  return { conversationId: ids.conversationId, replyId: ids.replyId };
}

interface Ids {
  readonly conversationId: string;
  readonly interactionId: string;
  readonly replyId: string;
}

async function writes(
  wish: Wish,
  ids: Ids & { address: string },
  by: PersonRef,
  retentionDays: number,
): Promise<Write[]> {
  const { conversationId, interactionId, replyId, address } = ids;
  const { mailbox, subject } = wish;
  const at = nowIso();
  const expiresAt = expiryInDays(retentionDays);
  const customer = { address, name: wish.to.name };
  const attachments = await uploadsNamed(wish.attachments);
  const conversation = { conversationId, mailbox, customer, subject, lastSeq: 1, answeredSeq: 0, lastAt: at };
  const interaction = { ...{ interactionId, conversationId, seq: 1, channel: "email", mailbox, customer, subject } };
  const reply = ReplyRow.parse({
    ...{
      replyId,
      conversationId,
      interactionId,
      seq: 1,
      mailbox,
      to: customer,
      subject,
      text: wish.text,
      references: [],
    },
    ...(wish.language !== undefined && { language: wish.language }),
    ...(wish.cc.length > 0 && { cc: wish.cc }),
    ...(attachments.length > 0 && { attachments: attachments.map(({ uploadId: _, ...file }) => file) }),
    ...{ fresh: true, automatic: false, decidedBy: `person:${by.name}`, kind: "answer", status: "pending", attempt: 0 },
    createdAt: at,
  });
  return [
    putNew("conversations", {
      ...{ ...conversationKey(conversationId), ...ConversationRow.parse(conversation), expiresAt },
      ...indexed("byCustomer", { pk: `${mailbox}#${address}`, sk: at }),
    }),
    putNew("interactions", {
      ...interactionKey(interactionId),
      ...InteractionRow.parse({ ...interaction, outcome: "open", reasons: [], openedAt: at, replyId }),
      ...indexed("byOutcome", { pk: "open", sk: at }),
      expiresAt,
    }),
    putNew("outbox", {
      ...{ pk: replyId, sk: "reply" },
      ...reply,
      ...indexed("byStatus", { pk: "pending", sk: at }),
      expiresAt,
    }),
    ...attachments.map(({ uploadId }) => uploadUsed(uploadId, replyId, retentionDays)),
    logWrite(
      {
        ...{ interactionId, conversationId, kind: "conversation-started", by: `person:${by.name}` },
        ...{ summary: "A person wrote to a customer first.", details: { replyId, characters: wish.text.length } },
      },
      retentionDays,
      replyId,
    ),
  ];
}

/** Its name is the interaction's, so a second press starts nothing; the sweep opens a task should it never start. */
async function sendByRun({ conversationId, interactionId, replyId }: Ids, mailbox: string): Promise<void> {
  const ring = { kind: "send", decision: "rewrite", replyId } as const;
  const input: SupportInput = { interactionId, conversationId, seq: 1, mailbox, debounceSeconds: 0, ring };
  const run = await startRun("supportWorkflow", interactionId, input);
  if (run === "exists") return;
  await transact(update("interactions", interactionKey(interactionId), { set: { executionArn: run.executionArn } }));
}
