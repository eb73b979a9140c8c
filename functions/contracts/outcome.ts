import * as z from "zod";

/**
 * How an interaction stands. `open` is the only one that may not last: a sweep finds those without a running execution.
 * `superseded` ends a run whose emails a newer run covers; it becomes `answered` (with #n) when that run answers.
 */
export const Outcome = z.enum(["open", "answered", "waiting", "closed", "quarantined", "superseded"]);
export type Outcome = z.infer<typeof Outcome>;

/** What the gate may decide. `clarify` is an answer; `acknowledge` waits for a person. */
export const GateOutcome = z.enum(["send", "clarify", "acknowledge", "ask-a-person", "no-reply"]);
export type GateOutcome = z.infer<typeof GateOutcome>;

/** Reason codes and what a support lead reads. Codes are stored and never change meaning. */
export const reasons = {
  "answered-from-knowledge": "Answered from the knowledge base",
  "answered-from-records": "Answered from the shop's own records",
  "code-asked": "Asked to prove who they are with a one-time code",
  "answered-by-person": "Answered by a person",
  "nothing-asked": "The email asks nothing",
  "negative-mood": "The customer is unhappy",
  "no-knowledge": "No article answers this",
  "unanswered-question": "Not every question is answered by an article",
  "account-not-proven": "About their own order, and the sender is not proven",
  "order-not-theirs": "The order belongs to another address",
  "order-not-found": "There is no such order",
  "order-delicate": "The order is late, in dispute, or needs a decision",
  "tools-off": "About their own order, and no order service is connected",
  "tool-failed": "The order service could not be asked",
  "low-confidence": "Not sure enough of the answer",
  "draft-not-grounded": "The draft says something no article says",
  "check-failed": "The independent check found a problem in the draft",
  "risk-legal": "Mentions legal steps",
  "risk-payment": "About money: charges, refunds, payments",
  "risk-cancellation": "The customer may be about to leave",
  "risk-privacy": "About personal data or privacy rights",
  "risk-safety": "Someone's safety may be at stake",
  "sender-not-proven": "The sender could not be proven to be who they say",
  "sender-failed": "The sender's domain says this email is forged",
  "sender-unclear": "The email does not say clearly who sent it",
  "sender-disguised": "The sender's name poses as another address",
  "no-automatic-reply": "The sender asked for no automatic reply",
  "receipt-lost": "The mail server's verdicts on this email were lost",
  "suspicious-text": "The text tries to give orders to the AI",
  "hidden-text": "The email hides text from the reader",
  "language-not-covered": "No knowledge in the customer's language",
  "reply-to-differs": "Replies would go to another address than the sender's",
  "unreadable-part": "Part of the email could not be read",
  "cut-words": "Part of the email was taken for a quotation or signature",
  "attachment-needs-eyes": "An attachment needs a person's eyes",
  "person-is-on-it": "A person is already working on this conversation",
  "over-cap": "Too many automatic replies to this sender",
  suppressed: "This address asked for no email, or cannot be reached",
  "mode-draft": "This mailbox drafts only: a person approves every reply",
  "mode-shadow": "This mailbox only watches: nothing is proposed or sent",
  stopped: "Automatic replies are stopped",
  "no-model": "No model was available",
  "over-budget": "The budget for models is used up",
  "step-failed": "A step failed",
  "run-failed": "The run failed",
  "sending-unknown": "It is not certain whether the reply was sent",
  "reply-refused": "The mail server refused the reply",
  superseded: "A newer email of the same conversation is handled instead",
  "event-recorded": "The event was written into the log",
  "closed-by-person": "Closed by a person without a reply",
  "sender-blocked": "A person blocked this sender",
  "auto-reply": "An automatic reply",
  vacation: "An out-of-office notice",
  bounce: "A report that our email could not be delivered",
  complaint: "A spam complaint",
  list: "A newsletter or mailing list",
  system: "Written by a system, not a person",
  own: "Our own email came back",
  loop: "An email loop",
  spam: "Marked as spam by our mail server",
  virus: "Contains a virus",
} as const;
export type Reason = keyof typeof reasons;
export const Reason = z.enum(Object.keys(reasons) as [Reason, ...Reason[]]);
