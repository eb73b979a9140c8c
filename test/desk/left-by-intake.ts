import { createHash } from "node:crypto";
import type { Email } from "../../functions/contracts/email.ts";
import { emailSort, InteractionRow } from "../../functions/contracts/rows.ts";
import { writeEmail } from "../../functions/platform/documents.ts";
import { conversationKey, interactionKey } from "../../functions/platform/interactions.ts";
import { indexed, put, transact } from "../../functions/platform/rows.ts";
import { papers, paperWrite } from "../../functions/platform/working-papers.ts";
import { mailbox } from "./world.ts";

export interface Arrival {
  /** Names the conversation: the same name is the same thread. */
  readonly thread: string;
  readonly seq?: number;
  readonly words?: string;
  readonly email?: Partial<Email>;
  readonly interaction?: Partial<InteractionRow>;
  /** The draft's text; none when absent. */
  readonly draft?: string;
}

const hex = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 40);

/** What lies in the tables and the bucket when an email has been accepted and, perhaps, a draft written. */
export async function arrives({ thread, seq = 1, words = "Where is my parcel?", email, interaction, draft }: Arrival) {
  const conversationId = `con_${hex(thread)}`;
  const interactionId = `int_${hex(`${thread} ${seq}`)}`;
  const emailId = `eml_${hex(`${thread} ${seq}`)}`;
  const draftId = `drf_${hex(`${thread} ${seq}`)}`;
  const customer = { address: `${hex(thread).slice(0, 6)}@customer.example`, name: "Anna Customer" };
  const at = new Date().toISOString();
  const messageId = `<${thread}-${seq}@customer.example>`;
  const facts = { mailbox, subject: `About ${thread}` };
  await writeEmail({
    ...{ emailId, conversationId, interactionId, seq, channel: "email", ...facts, from: customer, replyTo: customer },
    ...{ words, text: words, hidden: [], attachments: [], messageId, inReplyTo: [], references: [] },
    ...{ senderClass: "person", classReason: "", warnings: [], receivedAt: at },
    proof: { spf: "PASS", dkim: "PASS", dmarc: "PASS", spam: "PASS", virus: "PASS" },
    ...email,
  });
  const row = InteractionRow.parse({
    ...{ interactionId, conversationId, seq, channel: "email", ...facts, customer },
    ...{ outcome: "open", reasons: [], openedAt: at },
    ...interaction,
  });
  const conversation = [
    put("conversations", {
      ...conversationKey(conversationId),
      ...{ conversationId, ...facts, customer, lastSeq: seq, answeredSeq: 0, lastAt: at },
    }),
    put("conversations", {
      ...{ pk: conversationId, sk: emailSort(seq), emailId, interactionId, seq, messageId, references: [] },
      ...{ from: customer, replyTo: customer, subject: facts.subject, senderClass: "person", receivedAt: at },
    }),
  ];
  await transact(
    // Events take no place in a conversation.
    ...(seq === 0 ? [] : conversation),
    put("interactions", {
      ...interactionKey(interactionId),
      ...row,
      ...indexed("byOutcome", { pk: row.outcome, sk: row.openedAt }),
    }),
    ...(draft === undefined ? [] : draftWrites(interactionId, draftId, draft)),
  );
  return { conversationId, interactionId, emailId, draftId, customer, seq, messageId };
}

/** Another email in a thread that exists: what intake changes then. */
export async function writesAgain(arrival: Arrival & { readonly seq: number }, openTaskId: string | undefined) {
  const ids = await arrives(arrival);
  const at = new Date().toISOString();
  await transact(
    put("conversations", {
      ...conversationKey(ids.conversationId),
      ...{ conversationId: ids.conversationId, mailbox, subject: `About ${arrival.thread}`, customer: ids.customer },
      ...{ lastSeq: arrival.seq, answeredSeq: 0, lastAt: at },
      ...(openTaskId !== undefined && { openTaskId }),
    }),
  );
  return ids;
}

function draftWrites(interactionId: string, draftId: string, text: string) {
  const passageId = "shipping#1";
  const passage = {
    ...{ passageId, articleId: "shipping", title: "Shipping", heading: "Where is my parcel", version: "abcdef0123" },
    ...{ language: "en", topics: ["shipping"], text: `${text} More is in your account.`, score: 0.9, question: 0 },
  };
  const citation = { passageId, version: passage.version, quote: text };
  return [
    paperWrite(interactionId, papers.passages, [passage], 90),
    paperWrite(
      interactionId,
      papers.draft(draftId),
      {
        draftId,
        interactionId,
        language: "en",
        sentences: [{ text, citation, question: 0 }],
        text,
        writtenBy: "embedded draft@1",
      },
      90,
    ),
    paperWrite(
      interactionId,
      papers.check(draftId),
      { grounded: true, complete: true, noPromises: true, toneFits: true, problems: [] },
      90,
    ),
  ];
}
