/**
 * Error names that the workflow's Retry and Catch match on; the thrower and the workflow import the same constant.
 * Renaming one is a breaking change: running executions still name the old one.
 */
export const Failure = {
  /** A store or model is throttled or briefly away: worth trying again soon. */
  Busy: "Busy",
  /** Every candidate model failed; the flow goes on without one. */
  NoModel: "NoModel",
  /** No budget has room for a model that could do it: acknowledged, then a person. */
  OverBudget: "OverBudget",
  /** The stored email cannot be found or read; a person must look at the raw one. */
  EmailUnreadable: "EmailUnreadable",
  /** The mail server refused this reply for good. */
  ReplyRefused: "ReplyRefused",
  /** The mail server may or may not have taken the reply: reconcile before trying again. */
  SendingUnknown: "SendingUnknown",
  /** What came in is not what the contract says. */
  BadInput: "BadInput",
} as const;
export type Failure = (typeof Failure)[keyof typeof Failure];

/** Thrown by a step for what the workflow must decide on; anything else thrown is a bug. */
export class StepFailure extends Error {
  constructor(name: Failure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
