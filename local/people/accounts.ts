// Accounts: who may sign in at a desk that listens on more than loopback.
//
//   A1. There is no account and no password until somebody at this machine makes one.
//   A2. Passwords are kept as scrypt hashes; one that somebody else chose must be changed at the first sign-in.
//   A3. What happens to an account or by it is written in the same transaction, and never changed again.
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Clock } from "../clock.ts";
import type { Store, Transaction } from "../store.ts";
import type { Passwords } from "./password-hash.ts";

const Account = z.object({
  /** The user pool's `sub`: never changes. */
  id: z.string(),
  pool: z.string(),
  email: z.string(),
  name: z.string(),
  hash: z.string(),
  /** Somebody else chose the password. */
  mustChange: z.boolean(),
  enabled: z.boolean(),
  groups: z.array(z.string()),
  createdMs: z.number(),
  changedMs: z.number(),
});
export type Account = z.output<typeof Account>;

/** What is written down; as words, since they are read by people. */
type AccountEvent =
  | "account made"
  | "account removed"
  | "disabled"
  | "enabled"
  | "groups changed"
  | "password set by an administrator"
  | "password changed"
  | "signed in"
  | "wrong password"
  | "refused while locked out"
  | "refused because disabled"
  | "signed out";

interface Noted {
  readonly atMs: number;
  readonly email: string;
  readonly event: AccountEvent;
  /** Where it came from: an address, or the AWS endpoint. */
  readonly from: string;
}

export interface Accounts {
  all(pool?: string): readonly Account[];
  named(email: string): Account | undefined;
  withId(id: string): Account | undefined;
  make(given: Pick<Account, "pool" | "email" | "name">, password: string, from: string): Promise<Account>;
  change(
    email: string,
    change: Partial<Pick<Account, "enabled" | "groups" | "name">>,
    event: AccountEvent,
    from: string,
  ): Promise<void>;
  setPassword(email: string, password: string, mustChange: boolean, from: string): Promise<void>;
  remove(email: string, from: string): Promise<void>;
  note(email: string, event: AccountEvent, from: string): Promise<void>;
  /** What was noted of an address, newest first. */
  notedOf(email: string, most: number): Promise<readonly Noted[]>;
  start(): Promise<void>;
}

const steps = [
  `CREATE TABLE account (email TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE account_event (
     number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, email TEXT NOT NULL, event TEXT NOT NULL, came_from TEXT NOT NULL
   ) STRICT;
   CREATE INDEX account_event_email ON account_event (email, number);
   CREATE TRIGGER account_event_stays BEFORE UPDATE ON account_event BEGIN SELECT RAISE(ABORT, 'only appended'); END;`,
];

/** `ended` is told whose sessions must end: their password, groups or right to be here changed. */
export function openAccounts(
  { store, clock, passwords }: { store: Store; clock: Clock; passwords: Passwords },
  ended: (id: string) => Promise<void>,
): Accounts {
  store.migrate("accounts", steps);
  const byEmail = new Map<string, Account>();

  const noteIn = (tx: Transaction, email: string, event: AccountEvent, from: string): void => {
    const values = [clock.now(), email.slice(0, 320), event, from] as const;
    tx.run("INSERT INTO account_event (at_ms, email, event, came_from) VALUES (?, ?, ?, ?)", ...values);
  };
  const put = async (account: Account, event: AccountEvent, from: string): Promise<void> => {
    await store.transact((tx) => {
      tx.run("INSERT OR REPLACE INTO account VALUES (?, ?)", account.email, JSON.stringify(account));
      noteIn(tx, account.email, event, from);
    });
    byEmail.set(account.email, account);
  };
  const existing = (email: string): Account => {
    const account = byEmail.get(addressOf(email));
    if (account === undefined) throw new Error(`There is no account ${email}`);
    return account;
  };

  return {
    all: (pool) => [...byEmail.values()].filter((account) => pool === undefined || account.pool === pool),
    named: (email) => byEmail.get(addressOf(email)),
    withId: (id) => [...byEmail.values()].find((account) => account.id === id),
    make: async ({ pool, email, name }, password, from) => {
      const now = clock.now();
      const account: Account = {
        ...{ id: randomUUID(), pool, email: addressOf(email), name, hash: await passwords.hash(password) },
        ...{ mustChange: true, enabled: true, groups: [], createdMs: now, changedMs: now },
      };
      await put(account, "account made", from);
      return account;
    },
    change: async (email, change, event, from) => {
      const account = existing(email);
      await put({ ...account, ...change, changedMs: clock.now() }, event, from);
      await ended(account.id);
    },
    setPassword: async (email, password, mustChange, from) => {
      const hash = await passwords.hash(password);
      const account = existing(email);
      const event = mustChange || from === "endpoint" ? "password set by an administrator" : "password changed";
      await put({ ...account, hash, mustChange, changedMs: clock.now() }, event, from);
      await ended(account.id);
    },
    remove: async (email, from) => {
      const account = existing(email);
      await store.transact((tx) => {
        tx.run("DELETE FROM account WHERE email = ?", account.email);
        noteIn(tx, account.email, "account removed", from);
      });
      byEmail.delete(account.email);
      await ended(account.id);
    },
    note: (email, event, from) => store.transact((tx) => noteIn(tx, addressOf(email), event, from)),
    notedOf: async (email, most) => {
      const rows = await store.read((tx) =>
        tx.all("SELECT * FROM account_event WHERE email = ? ORDER BY number DESC LIMIT ?", addressOf(email), most),
      );
      return rows.map((row) => Noted.parse(row));
    },
    start: async () => {
      const rows = await store.read((tx) => tx.all("SELECT body FROM account"));
      for (const { body } of rows) {
        const account = Account.parse(JSON.parse(String(body)));
        byEmail.set(account.email, account);
      }
    },
  };
}

const Noted = z
  .object({ at_ms: z.number(), email: z.string(), event: z.custom<AccountEvent>(), came_from: z.string() })
  .transform(({ at_ms, email, event, came_from }): Noted => ({ atMs: at_ms, email, event, from: came_from }));

const addressOf = (email: string): string => email.trim().toLowerCase();
