import type * as z from "zod";
import { Draft } from "../contracts/draft.ts";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Policy } from "../contracts/policy.ts";
import { ConversationEmailRow, type ConversationRow, emailSort, type ReplyRow } from "../contracts/rows.ts";
import type { SendReply } from "../contracts/steps.ts";
import { Receipt, ToolPaper } from "../contracts/tools.ts";
import { expiryInDays, nowIso } from "../platform/clock.ts";
import { idFrom } from "../platform/ids.ts";
import { conversationKey, readConversation, readInteraction } from "../platform/interactions.ts";
import { logWrite } from "../platform/log.ts";
import { logger } from "../platform/logger.ts";
import { countInThisMinute } from "../platform/minute-counter.ts";
import { mailboxPolicy, readPolicyNow } from "../platform/policy.ts";
import { ConditionFailed, check, getRow, putNew, transact, type Write } from "../platform/rows.ts";
import type { Outgoing } from "../platform/ses.ts";
import { isSuppressed } from "../platform/suppression.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { acknowledgement } from "./acknowledgement.ts";
import { countWrite } from "./caps.ts";
import { isAnswer, policyHolds } from "./may-send.ts";
import { readReply, replyKey, statusIs } from "./outbox.ts";
import { outgoing } from "./outgoing.ts";
import { held, type SendResult, superseded } from "./result.ts";
import { withLease } from "./send-queued.ts";

type Input = z.infer<typeof SendReply.input>;
export type Queued =
  /** Ours to send: the row was written together with its lease. */
  | { readonly result: "leased"; readonly reply: ReplyRow; readonly email: Outgoing; readonly seen: ConversationRow }
  /** It stands in the outbox already. */
  | { readonly result: "queued"; readonly reply: ReplyRow }
  | SendResult;

/**
 * Puts the gate's reply into the outbox, once: its id follows from the interaction, so a repeated step finds its own row.
 * Everything that may hold it back is asked here; the email is made before, so that the row begins with the lease and
 * nothing lies between asking and sending.
 */
export async function queueAutomatic(input: Input): Promise<Queued> {
  const replyId = idFrom("rpl", input.interactionId, input.kind);
  const [queued, records] = await Promise.all([readReply(replyId), recordsFor(input)]);
  if (queued !== undefined) return { result: "queued", reply: queued };
  const result = await tryAll(input, replyId, records);
  if (result.result === "leased") return result;
  // The same step running beside this one may have queued it since: what is on its way must not also go to a person.
  const meanwhile = await readReply(replyId);
  return meanwhile === undefined ? result : { result: "queued", reply: meanwhile };
}

/** All that is needed to write a reply and to judge whether it may go, asked for at once. */
async function recordsFor(input: Input) {
  const { conversationId, interactionId, seq, draftId } = input;
  const [policy, conversation, interaction, email, draft, effects] = await Promise.all([
    readPolicyNow(),
    readConversation(conversationId),
    readInteraction(interactionId),
    getRow("conversations", { pk: conversationId, sk: emailSort(seq) }, ConversationEmailRow),
    draftId === null ? undefined : readPaper(interactionId, papers.draft(draftId), Draft),
    doneByGate(input),
  ]);
  return { policy, conversation, interaction, email, draft, effects };
}
type Records = Awaited<ReturnType<typeof recordsFor>>;

type Tried = Exclude<Queued, { readonly result: "queued" }>;

async function tryAll(input: Input, replyId: string, records: Records): Promise<Tried> {
  const { policy, conversation, interaction } = records;
  const holds = policyHolds(policy, interaction);
  if (holds !== undefined) return held(holds);
  if (conversation.lastSeq !== input.seq) return superseded(null);
  if (conversation.openTaskId !== undefined) return held("person-is-on-it");
  const reply = replyFor(input, replyId, records);
  const [suppressed, count] = await Promise.all([isSuppressed(reply.to.address), countOf(reply, policy)]);
  if (suppressed) return held("suppressed");
  const email = await outgoing(reply);
  const leased = withLease(reply);
  return (await queue(leased, records, count)) ?? { result: "leased", reply: leased, email, seen: conversation };
}

function replyFor(input: Input, replyId: string, records: Records): ReplyRow {
  const { interaction, email, effects } = records;
  if (email === undefined || email.movedTo !== undefined)
    throw new StepFailure(Failure.BadInput, `${input.conversationId} has no email ${input.seq}`);
  const { text, language, codeId } = words(input, records);
  return {
    ...{ replyId, conversationId: input.conversationId, interactionId: input.interactionId, seq: input.seq },
    ...{ mailbox: interaction.mailbox, to: email.replyTo, subject: email.subject, text, language },
    ...(email.messageId !== undefined && { inReplyTo: email.messageId }),
    references: email.messageId === undefined ? email.references : [...email.references, email.messageId],
    ...(codeId !== undefined && { codeId }),
    ...(effects.length > 0 && { effects }),
    ...{ automatic: true, decidedBy: "gate", kind: input.kind, status: "pending", attempt: 0, createdAt: nowIso() },
  };
}

function words(
  { interactionId, kind }: Input,
  { interaction, policy, draft }: Records,
): Pick<Draft, "text" | "language" | "codeId"> {
  if (kind === "acknowledge") {
    const language = interaction.sorting?.language ?? mailboxPolicy(policy, interaction.mailbox).languages[0] ?? "en";
    return acknowledgement(language);
  }
  if (draft === undefined) throw new StepFailure(Failure.BadInput, `${interactionId} has no draft that could be sent`);
  return draft;
}

/** Effects that the gate let happen before this reply: those that have their receipt, which the reply tells of. */
async function doneByGate({ interactionId, kind }: Input): Promise<string[]> {
  const paper = kind === "answer" ? await readPaper(interactionId, papers.tools, ToolPaper) : undefined;
  const proposed = (paper?.effects ?? []).filter(({ byGate }) => byGate).map(({ effectId }) => effectId);
  const receipts = await Promise.all(proposed.map((id) => readPaper(interactionId, papers.receipt(id), Receipt)));
  return receipts.flatMap((receipt) => (receipt === undefined ? [] : [receipt.effectId]));
}

// A hundred replies to one sender at once: each round lets one through until a cap is reached, so few rounds are needed.
const mostTries = 12;

/** Undefined when queued. */
async function queue(reply: ReplyRow, { policy, interaction }: Records, first: Count): Promise<SendResult | undefined> {
  if (!(await countInThisMinute("automatic-replies", policy.caps.totalPerMinute))) return overCap(reply);
  for (let tries = 1; tries <= mostTries; tries++) {
    const result = await tryToQueue(reply, policy, tries === 1 ? first : await countOf(reply, policy));
    if (result !== "again") return result;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40 * tries));
    // The waits add up to seconds, in which somebody may press stop.
    const holds = policyHolds(await readPolicyNow(), interaction);
    if (holds !== undefined) return held(holds);
  }
  throw new StepFailure(Failure.Busy, "Many replies to this sender are queued at once; this one is tried again soon");
}

type Count = Awaited<ReturnType<typeof countWrite>>;

function countOf(reply: ReplyRow, policy: Policy): Promise<Count> {
  // An email that asks for a one-time code and the answer that follows it have one subject and are no loop.
  const subject = reply.codeId === undefined ? reply.subject : `${reply.subject} (one-time code)`;
  return countWrite(reply.to.address, subject, policy.caps);
}

async function tryToQueue(reply: ReplyRow, policy: Policy, count: Count): Promise<SendResult | undefined | "again"> {
  if (count === "over") return overCap(reply);
  try {
    await transact(...queueWrites(reply, policy), count);
    return undefined;
  } catch (error) {
    if (error instanceof ConditionFailed) return whyNot(error, reply);
    if (error instanceof StepFailure && error.name === Failure.Busy) return "again";
    throw error;
  }
}

function overCap({ replyId }: ReplyRow): SendResult {
  logger.warn("Over the cap of automatic replies", { alarm: "over-cap", replyId });
  return held("over-cap");
}

function whyNot(failed: ConditionFailed, reply: ReplyRow): SendResult | "again" {
  // Our own row, written by an earlier attempt whose answer was lost (F6): what is read next says how far it is.
  if (failed.at === 0) return superseded(null);
  if (failed.at === 1) {
    const { lastSeq, openTaskId } = failed.row ?? {};
    return lastSeq === reply.seq && openTaskId !== undefined ? held("person-is-on-it") : superseded(null);
  }
  return "again";
}

function queueWrites(reply: ReplyRow, policy: Policy): Write[] {
  const { conversationId, interactionId, replyId, seq, kind } = reply;
  return [
    putNew("outbox", {
      ...replyKey(replyId),
      ...reply,
      ...statusIs("sending", reply.createdAt),
      expiresAt: expiryInDays(policy.retentionDays),
    }),
    check("conversations", conversationKey(conversationId), {
      condition: `#lastSeq = :seq AND attribute_not_exists(#openTaskId)${isAnswer(reply) ? " AND #answeredSeq < :seq" : ""}`,
      where: { seq },
    }),
    logWrite(
      {
        ...{ interactionId, conversationId, kind: "reply-queued", by: `policy:${policy.version}` },
        summary: "The gate let a reply go out by itself",
        details: { replyId, seq, kind },
      },
      policy.retentionDays,
      replyId,
    ),
  ];
}
