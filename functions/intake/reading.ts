import type { Email } from "../contracts/email.ts";
import type { Outcome, Reason } from "../contracts/outcome.ts";

/** An email as read, before it has its place in a conversation. */
export type Reading = Omit<Email, "conversationId" | "seq">;

export interface Ending {
  readonly outcome: Extract<Outcome, "closed" | "quarantined">;
  readonly reason: Reason;
}

/** What arrived, ready to be accepted. */
export interface Arrival {
  readonly identity: string;
  readonly newConversationId: string;
  readonly reading: Reading;
  /** Warnings that hold only where it joins no conversation, and whether it does by now: one may have begun beside it. */
  readonly unlessItJoins?: { readonly warnings: readonly string[]; readonly joins: () => Promise<boolean> };
  /** The conversation it continues, if it proves to belong to one. */
  readonly conversationId: string | undefined;
  /** A conversation it names without belonging to it (T5). */
  readonly namedConversation: string | undefined;
  /** Set when nobody is to answer it: the interaction ends as it begins. */
  readonly ending: Ending | undefined;
  /** How long its run is to wait for others' sake, in seconds (F28). Absent: not at all. */
  readonly waitForOthers?: () => Promise<number>;
}

/** Who wrote it, what our mail server found and whom people blocked decide whether anybody answers (L1–L8, D3). */
export function endingOf(
  { senderClass }: Pick<Reading, "senderClass">,
  { quarantined, blocked }: { readonly quarantined?: Reason | undefined; readonly blocked: boolean },
): Ending | undefined {
  if (quarantined !== undefined) return { outcome: "quarantined", reason: quarantined };
  if (senderClass !== "person") return { outcome: "closed", reason: senderClass };
  return blocked ? { outcome: "closed", reason: "sender-blocked" } : undefined;
}
