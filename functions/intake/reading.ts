import type { Email } from "../contracts/email.ts";
import type { Outcome, Reason } from "../contracts/outcome.ts";

/** An email as read, before it has its place in a conversation. */
export type Reading = Omit<Email, "conversationId" | "seq">;

/** What arrived, ready to be accepted. */
export interface Arrival {
  readonly identity: string;
  readonly newConversationId: string;
  readonly reading: Reading;
  /** The conversation it continues, if it proves to belong to one. */
  readonly conversationId: string | undefined;
  /** Set when nobody is to answer it: the interaction ends as it begins. */
  readonly ending: { readonly outcome: Exclude<Outcome, "open">; readonly reason: Reason } | undefined;
}
