import type { SenderProof } from "../contracts/email.ts";
import type { Reason } from "../contracts/outcome.ts";
import type { Mode } from "../contracts/policy.ts";
import type { AccountState } from "../contracts/tools.ts";
import type { MoodLevel, Risk } from "../contracts/understanding.ts";

/** Everything the gate may know. Gathered by code from our own records; no field is a model's opinion of itself. */
export interface GateFacts {
  /** The strictest mode among the email's topics. */
  readonly mode: Mode;
  readonly stopped: boolean;
  /** Policy wants a first word sent where a person must answer. Off unless a later policy says otherwise. */
  readonly acknowledge: boolean;
  readonly openTask: boolean;
  readonly alwaysAskTopic: boolean;
  readonly mood: MoodLevel;
  /** Agreement of two readings of the mood, 0..1. */
  readonly agreement: number;
  readonly risks: readonly Risk[];
  readonly suspicious: boolean;
  readonly hiddenText: boolean;
  /** Reason codes that intake found, of any email of this run. */
  readonly warnings: readonly Reason[];
  /** A warning that is no reason code: something intake knows and this gate does not. */
  readonly unknownWarning: boolean;
  readonly proof: SenderProof;
  readonly attachmentNeedsEyes: boolean;
  readonly languageCovered: boolean;
  readonly questions: number;
  /** Questions that an article answers. */
  readonly answered: number;
  /** Score of the worst answered question, 0..1; 0 when nothing was found. */
  readonly weakestScore: number;
  readonly hasDraft: boolean;
  /** Share of the questions that the draft answers with a source. */
  readonly coverage: number;
  readonly check:
    | {
        readonly grounded: boolean;
        readonly complete: boolean;
        readonly noPromises: boolean;
        readonly toneFits: boolean;
        readonly problems: number;
      }
    | undefined;
  /** What the agents found out about the sender's own account; absent: nothing about it is asked. */
  readonly account?: AccountState;
  /** The least confidence that may send, for this email's topics. */
  readonly sendAt: number;
}
