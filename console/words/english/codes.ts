import type { DecisionKind } from "../../../functions/contracts/decision.ts";
import type { Outcome } from "../../../functions/contracts/outcome.ts";
import type { MoodLevel, Risk } from "../../../functions/contracts/understanding.ts";
import { logKinds } from "./log-kinds.ts";
import { reasons } from "./reasons.ts";

const moods: Readonly<Record<MoodLevel, string>> = {
  "very-negative": "Furious",
  negative: "Unhappy",
  neutral: "Neutral",
  positive: "Pleased",
  "very-positive": "Delighted",
};
const outcomes: Readonly<Record<Outcome, string>> = {
  open: "Being handled",
  answered: "Answered",
  waiting: "Waits for a person",
  closed: "Closed",
  quarantined: "Quarantined",
  superseded: "Handled with a newer email",
};
const risks: Readonly<Record<Risk, string>> = {
  legal: "Legal steps",
  payment: "Money",
  cancellation: "May leave",
  privacy: "Privacy",
  safety: "Safety",
};
/** What somebody did: the end of `Mia …`. */
const decisions: Readonly<Record<DecisionKind, string>> = {
  approve: "approved the draft",
  edit: "edited the draft and sent it",
  rewrite: "wrote the reply",
  reject: "rejected the draft",
  "hand-over": "handed it over",
  close: "closed it without a reply",
  redraft: "asked the AI for another draft",
  block: "blocked the sender",
};

/** Words for codes that are stored. */
export const codes = {
  ...{ moods, outcomes, risks, decisions, reasons, logKinds },
  dangers: {
    executable: "a program",
    macro: "contains macros",
    encrypted: "encrypted",
    archive: "an archive",
    disguised: "not what its name says",
  },
  replyStatuses: {
    pending: "on its way",
    sending: "being sent",
    sent: "sent",
    failed: "could not be sent",
    cancelled: "not sent: the customer wrote again",
    unknown: "perhaps sent",
  },
};
