import type { Budgets } from "../../contracts/policy.ts";

/** Whose calls are paid for, and on which day (UTC, `2026-11-22`). */
export interface Payer {
  readonly interactionId: string;
  readonly conversationId: string;
  readonly mailbox: string;
  readonly day: string;
}

/** One counter with its limits. */
export interface Account {
  readonly name: string;
  /** Days after which nobody asks for it any more; undefined: it stays. */
  readonly days: number | undefined;
  readonly limits: {
    readonly nano?: number;
    readonly calls?: number;
    readonly tokens?: number;
    readonly ms?: number;
  };
}

const money = (usd: number) => ({ nano: Math.floor(usd * 1e9) });

/** The accounts that the policy sets limits to, those that few share first: what a full one refuses never touches the rest. */
export function accountsOf(budgets: Budgets, { interactionId, conversationId, mailbox, day }: Payer): Account[] {
  const { email, conversation, mailboxDay, total } = budgets;
  const made: (Account | undefined)[] = [
    email && {
      name: `email#${interactionId}`,
      days: 30,
      limits: { calls: email.calls, tokens: email.tokens, ms: email.seconds * 1000 },
    },
    conversation === undefined
      ? undefined
      : { name: `conversation#${conversationId}`, days: 400, limits: money(conversation) },
    mailboxDay === undefined ? undefined : { name: `mailbox#${mailbox}#${day}`, days: 3, limits: money(mailboxDay) },
    budgets.day === undefined ? undefined : { name: `day#${day}`, days: 3, limits: money(budgets.day) },
    total === undefined ? undefined : { name: "total", days: undefined, limits: money(total) },
  ];
  return made.filter((account) => account !== undefined);
}
