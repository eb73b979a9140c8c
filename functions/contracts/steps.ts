import * as z from "zod";
import { Ring } from "./decision.ts";
import { DraftId, InteractionId, ReplyId, Subject } from "./ids.ts";
import { GateOutcome, Outcome, Reason } from "./outcome.ts";
import { AccountState, Look } from "./tools.ts";
import { AttachmentFacts, Mood, SortingFacts } from "./understanding.ts";

/** A step's contract: the workflow takes the state's name from it, the handler its types. Names are public history. */
const step = <In extends z.ZodType, Out extends z.ZodType>(name: string, input: In, output: Out) => ({
  name,
  input,
  output,
});
export type Step<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  name: string;
  input: In;
  output: Out;
};

/** What starts the support workflow. Byte-identical for the same email, so no time in it. */
export const SupportInput = Subject.extend({
  mailbox: z.string(),
  debounceSeconds: z.int().nonnegative(),
  /** Set when a person decided while no run was waiting: the run begins at *What did they decide?*. */
  ring: Ring.optional(),
});
export type SupportInput = z.infer<typeof SupportInput>;

export const IsNewest = step(
  "Is this the newest?",
  Subject,
  z.object({
    newest: z.boolean(),
    newestSeq: z.int(),
    /** Seconds a person has before the first escalation (policy.tiersMinutes). */
    waitSeconds: z.int().positive(),
    /** Whether any of the emails it speaks to has attachments; they are read where it does not say. */
    attachments: z.boolean().optional(),
  }),
);
export const ReadMood = step("Read the mood", Subject, Mood);
export const SortByTopic = step("Sort by topic", Subject, SortingFacts);
export const ReadAttachments = step("Read the attachments", Subject, AttachmentFacts);
/** What the waiting run is told: a model may answer again, or a person is to be asked. */
export const ModelWaitEnded = z.object({ go: z.enum(["on", "person"]) });
export type ModelWaitEnded = z.infer<typeof ModelWaitEnded>;
/** No model answers: the run stands in line until one does, or until the promise time. */
export const WaitForModel = step(
  "Wait for a model",
  // `times`: how often this run has come here, from 1.
  Subject.extend({ token: z.string(), times: z.int().positive() }),
  ModelWaitEnded,
);
/** No budget has room for a model: may the customer at least be told that the email arrived? */
export const MayAcknowledge = step("May it be acknowledged?", Subject, z.object({ acknowledge: z.boolean() }));
export const FindWhatWeKnow = step(
  "Find what we know",
  Subject.extend({ language: z.string().length(2) }),
  z.object({
    passages: z.int().nonnegative(),
    answered: z.int().nonnegative(),
    questions: z.int().nonnegative(),
    bestScore: z.number().min(0).max(1),
    weakestScore: z.number().min(0).max(1),
    /** The agents whose tools the email's questions ask for; none when absent. */
    agents: z.array(z.string()).optional(),
  }),
);
/** One round of the agents' loop: the first of `agents` is asked, who is left comes back. */
export const LookItUp = step(
  "Look it up",
  Subject.extend({ agents: z.array(z.string()), look: Look.nullable() }),
  z.object({ look: Look, sorting: SortingFacts }),
);
/** Writes the email that asks an unproven sender for a one-time code. */
export const AskForProof = step(
  "Ask for proof",
  Subject.extend({ language: z.string().length(2) }),
  z.object({ draftId: DraftId }),
);
/** Lets the effects happen that were decided with this reply (`replyId`), or that the gate may decide (null). */
export const DoWhatWasAgreed = step(
  "Do what was agreed",
  Subject.extend({ replyId: ReplyId.nullable() }),
  z.object({ receipts: z.int().nonnegative() }),
);
export const WriteReply = step(
  "Write a reply",
  Subject.extend({ language: z.string().length(2) }),
  z.object({
    draftId: DraftId.nullable(),
    coverage: z.number().min(0).max(1),
    /** What was found, tools' results included. */
    found: FindWhatWeKnow.output.optional(),
  }),
);
export const CheckReply = step(
  "Check the reply",
  Subject.extend({ draftId: DraftId }),
  z.object({
    grounded: z.boolean(),
    complete: z.boolean(),
    noPromises: z.boolean(),
    toneFits: z.boolean(),
    problems: z.int().nonnegative(),
  }),
);

export const Found = FindWhatWeKnow.output;
const Checked = CheckReply.output;
export const Gate = step(
  "Gate",
  Subject.extend({
    mood: Mood,
    sorting: SortingFacts,
    attachments: AttachmentFacts,
    found: Found.nullable(),
    draftId: DraftId.nullable(),
    coverage: z.number().nullable(),
    check: Checked.nullable(),
    /** What the agents found out about the sender's own account. */
    account: AccountState.optional(),
  }),
  z.object({ outcome: GateOutcome, reasons: z.array(Reason).min(1), confidence: z.number().min(0).max(1) }),
);

export const AskAPerson = step(
  "Ask a person",
  Subject.extend({
    token: z.string(),
    kind: z.enum(["reply", "repair"]),
    reasons: z.array(Reason).min(1),
    note: z.string().nullable(),
    mood: Mood.nullable(),
    sorting: SortingFacts.nullable(),
    draftId: DraftId.nullable(),
  }),
  Ring,
);
/** After a wake-up: re-reads the row and says whether to ask again (and how long to wait) or what was decided meanwhile. */
export const Escalate = step(
  "Escalate",
  Subject,
  z.discriminatedUnion("next", [
    z.object({ next: z.literal("wait"), seconds: z.int().positive() }),
    z.object({ next: z.literal("decided"), ring: Ring }),
    z.object({ next: z.literal("leave-open") }),
  ]),
);
/** Queues the gate's reply (automatic) when `replyId` is null, then sends. */
export const SendReply = step(
  "Send the reply",
  Subject.extend({
    replyId: ReplyId.nullable(),
    draftId: DraftId.nullable(),
    kind: z.enum(["answer", "clarify", "acknowledge"]),
  }),
  z.object({ result: z.enum(["sent", "superseded", "held"]), replyId: ReplyId.nullable(), reason: Reason.nullable() }),
);
export const WriteItDown = step(
  "Write it down",
  Subject.extend({ outcome: Outcome.exclude(["open"]), reasons: z.array(Reason).min(1), note: z.string().nullable() }),
  z.object({ outcome: Outcome }),
);

/** The second registered flow: an order event is written into the log. */
export const RecordEvent = step(
  "Record the event",
  z.object({ interactionId: InteractionId, id: z.string(), type: z.string(), detail: z.unknown() }),
  z.object({ recorded: z.literal(true) }),
);
