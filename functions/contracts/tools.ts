import * as z from "zod";

/** `read-only` tools look things up; an `effect` changes something outside and leaves a receipt. */
export const SideEffect = z.enum(["read-only", "effect"]);
export type SideEffect = z.infer<typeof SideEffect>;

const Name = z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, "lower-case letters, digits and hyphens");

/** What a support lead may set about tools. Which tools there are is code; who may use them is here. */
export const ToolPolicy = z.strictObject({
  /** How this shop writes its order numbers: `FW-` and 5 digits are `FW-10224`. */
  orderNumbers: z.strictObject({
    prefix: z.string().regex(/^(?:[A-Z]{1,6}-?)?$/, "up to six capital letters and perhaps a hyphen"),
    digits: z.int().min(3).max(12),
  }),
  /** Asked in this order; each may use its own tools and no others. */
  agents: z
    .array(
      z.strictObject({
        agent: Name,
        tools: z.array(Name),
        /** Effects of its that the gate may let happen without a person. */
        effectsByGate: z.array(Name).default([]),
      }),
    )
    .max(10),
  /** P12. What one email may cost: rounds of the loop, calls, seconds, and tokens that results may add to a prompt. */
  limits: z.strictObject({
    rounds: z.int().min(1).max(20),
    calls: z.int().min(1).max(50),
    seconds: z.int().min(1).max(40),
    tokens: z.int().min(50).max(20_000),
  }),
  /** One-time codes for senders who are not proven; absent: such questions go to a person. */
  oneTimeCode: z.strictObject({ hours: z.number().positive().max(168), attempts: z.int().min(1).max(10) }).optional(),
});
export type ToolPolicy = z.infer<typeof ToolPolicy>;

/**
 * How it stands with what an email asks about its sender's own account, from best to worst; of several questions the
 * worst counts. `shown`: a tool answered, and the answer may be told. Everything but `none` and `shown` keeps the gate from answering; `code` lets it ask for proof.
 */
export const AccountState = z.enum([
  "none",
  "shown",
  "code",
  "delicate",
  "not-found",
  "not-theirs",
  "not-proven",
  "off",
  "failed",
]);
export type AccountState = z.infer<typeof AccountState>;

export const worstOf = (...states: readonly AccountState[]): AccountState =>
  AccountState.options[Math.max(0, ...states.map((state) => AccountState.options.indexOf(state)))] ?? "failed";

/** One call of one tool, as logged: codes, ids and numbers, never what the tool answered. */
export const ToolCall = z.object({
  tool: z.string(),
  agent: z.string(),
  /** What it was about, as code read it: an order number. */
  about: z.string().max(80).optional(),
  /** Which question it was for (index in Sorting.questions). */
  question: z.int().nonnegative(),
  outcome: z.enum([
    "told",
    "proposed",
    "delicate",
    "not-found",
    "not-theirs",
    "not-proven",
    "code",
    "no-right",
    "off",
    "over-limit",
    "failed",
  ]),
  /** `timeout`, `unreachable`, `status-500`, `schema`…; only with `failed`. */
  failure: z.string().max(80).optional(),
  latencyMs: z.number().nonnegative(),
});
export type ToolCall = z.infer<typeof ToolCall>;

export const EffectId = z.string().regex(/^eff_[0-9a-f]{32,64}$/);

/** An effect that code proposes and that the gate or a person may let happen. Its id is its idempotency key. */
export const ProposedEffect = z.object({
  effectId: EffectId,
  tool: z.string(),
  agent: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** For the person who decides: what would be done. */
  summary: z.string().max(300),
  /** Policy lets the gate decide, too. */
  byGate: z.boolean(),
});
export type ProposedEffect = z.infer<typeof ProposedEffect>;

/** Proof that an effect happened. Only what has one may be told to the customer as done. */
export const Receipt = z.object({
  effectId: EffectId,
  tool: z.string(),
  /** The other side's own reference. */
  reference: z.string().max(80),
  at: z.string(),
  /** `gate` or `person:<name>`. */
  decidedBy: z.string(),
  /** The sentence that tells the customer, made by code from the receipt. */
  told: z.string().max(500),
});
export type Receipt = z.infer<typeof Receipt>;

/** The working paper of the agents: what was asked of which tool, and what is proposed. */
export const ToolPaper = z.object({ calls: z.array(ToolCall), effects: z.array(ProposedEffect) });
export type ToolPaper = z.infer<typeof ToolPaper>;

/** Stands in a reply where outbound puts the one-time code, so that the code itself is written down nowhere. */
export const codePlaceholder = "{one-time code}";

/** What the agents' loop carries from round to round. */
export const Look = z.object({
  /** Who is still to be asked, in order. */
  agents: z.array(z.string()),
  rounds: z.int().nonnegative(),
  calls: z.int().nonnegative(),
  tokens: z.int().nonnegative(),
  /** When the first round began (ISO). */
  since: z.string(),
  account: AccountState,
  /** Effects that the gate may let happen. */
  effectsByGate: z.int().nonnegative(),
});
export type Look = z.infer<typeof Look>;
