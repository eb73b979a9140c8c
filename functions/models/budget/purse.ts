import type { Budgets } from "../../contracts/policy.ts";
import { type Account, accountsOf, type Payer } from "./accounts.ts";

// Purse: holds what models may cost.
//
//   B1. Before a call the most that it can cost is set aside in every account that has a limit, each by one conditional
//       write; if one has no room, what was set aside is given back and the call is not made. So what is spent never
//       passes a limit, however many calls are made at once.
//   B2. After the call the difference is given back. A function that dies in between leaves it set aside: too little is
//       spent then, never too much.

export interface Spend {
  readonly usd: number;
  readonly tokens: number;
  readonly ms: number;
}

/** Gives back what was set aside beyond what was spent. */
export type Settle = (spent: Spend) => Promise<void>;

export interface Purse {
  /** Undefined when a budget has no room for it. */
  setAside(most: Spend): Promise<Settle | undefined>;
}

/** Where the accounts are kept. Money is whole billionths of a dollar, so that sums are exact. */
export interface Ledger {
  /** Adds, unless that would pass a limit: then false. */
  add(account: Account, amount: Amount): Promise<boolean>;
  /** Adds what may be negative, whatever the limits. */
  correct(account: Account, amount: Amount): Promise<void>;
}

export interface Amount {
  readonly nano: number;
  readonly calls: number;
  readonly tokens: number;
  readonly ms: number;
}

const nanoOf = (usd: number): number => Math.ceil(usd * 1e9);

/** A purse for the calls of one interaction. Without budgets it has room for everything and touches no store. */
export function openPurse(budgets: Budgets | undefined, payer: Payer, ledger: Ledger): Purse {
  const accounts = accountsOf(budgets ?? {}, payer);
  return {
    async setAside(most) {
      const amount = { nano: nanoOf(most.usd), calls: 1, tokens: most.tokens, ms: 0 };
      const taken: Account[] = [];
      for (const account of accounts) {
        if (await ledger.add(account, amount)) {
          taken.push(account);
          continue;
        }
        await Promise.all(taken.map((one) => ledger.correct(one, minus(nothing, amount))));
        return undefined;
      }
      return async (spent) => {
        const real = { nano: nanoOf(spent.usd), calls: 1, tokens: spent.tokens, ms: Math.round(spent.ms) };
        await Promise.all(taken.map((one) => ledger.correct(one, minus(real, amount))));
      };
    },
  };
}

const nothing: Amount = { nano: 0, calls: 0, tokens: 0, ms: 0 };
const minus = (a: Amount, b: Amount): Amount => ({
  nano: a.nano - b.nano,
  calls: a.calls - b.calls,
  tokens: a.tokens - b.tokens,
  ms: a.ms - b.ms,
});
