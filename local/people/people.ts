import type { Clock } from "../clock.ts";
import type { Who } from "../http/token-claims.ts";
import type { Store } from "../store.ts";
import { type Account, type Accounts, openAccounts } from "./accounts.ts";
import { type LockOut, openLockOut } from "./lock-out.ts";
import { type Cost, openPasswords } from "./password-hash.ts";
import { openSessions, type Sessions } from "./sessions.ts";

/** Who has an account, who is signed in, and what guessing costs. */
export interface People {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  /** Judges an address and a password; what comes of it is noted. */
  tryPassword(email: string, password: string, from: string): Promise<Tried>;
  /** Whom a living session belongs to. */
  whoOf(session: string): Who | undefined;
  /** Its person is still there. */
  used(session: string): Promise<void>;
  start(): Promise<void>;
}

export type Tried =
  | { readonly account: Account }
  /** Wrong password, no account and disabled account are told apart in what is noted only. */
  | { readonly refused: "wrong" }
  | { readonly refused: "locked"; readonly waitMs: number };

export function openPeople(given: { store: Store; clock: Clock; cost?: Cost }): People {
  const passwords = openPasswords(given.cost);
  const sessions = openSessions(given);
  const accounts = openAccounts({ ...given, passwords }, sessions.endAllOf);
  const lockOut: LockOut = openLockOut(given);

  return {
    accounts,
    sessions,
    tryPassword: async (email, password, from) => {
      const waitMs = await lockOut.waitMs(email);
      if (waitMs > 0) {
        await accounts.note(email, "refused while locked out", from);
        return { refused: "locked", waitMs };
      }
      // Counted before the answer is known: a hundred guesses at once are a hundred guesses (G1).
      await lockOut.failed(email);
      const account = accounts.named(email);
      const isRight = await passwords.is(password, account?.hash);
      if (account === undefined || !isRight || !account.enabled) {
        await accounts.note(email, isRight ? "refused because disabled" : "wrong password", from);
        return { refused: "wrong" };
      }
      await lockOut.succeeded(email);
      return { account };
    },
    whoOf: (name) => {
      const session = sessions.named(name);
      const account = session && accounts.withId(session.accountId);
      if (session === undefined || account === undefined || !account.enabled) return undefined;
      const { id, email, name: called, groups } = account;
      return { sub: id, username: email, name: called, email, groups, sinceMs: session.startedMs };
    },
    used: sessions.used,
    start: async () => {
      await Promise.all([accounts.start(), sessions.start()]);
    },
  };
}
