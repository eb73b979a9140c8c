import type { Mailbox } from "../contracts/email.ts";
import type { ReplyRow } from "../contracts/rows.ts";
import { comparable, domainOf, withoutTag } from "./addresses.ts";

/** One of those whom a reply went to. */
export interface ReplyRecipient {
  readonly address: string;
  /** 0: the customer. Otherwise the place of a copy in the reply's `cc`, from 1. */
  readonly copy: number;
}

type Addressed = Pick<ReplyRow, "to" | "cc" | "automatic" | "leftOut">;

export interface Copy extends Mailbox {
  readonly copy: number;
}

/** Whom a person gave a copy: addresses that can be written to, each once, and not the customer's again. */
export function copiesOf({ to, cc = [], automatic }: Pick<ReplyRow, "to" | "cc" | "automatic">): Copy[] {
  // Only a person adds copies, after seeing them (P1, P15).
  if (automatic) return [];
  const seen = new Set([comparable(to.address)]);
  return cc.flatMap(({ name, address: given }, index) => {
    const address = comparable(given);
    if (address === undefined || seen.has(address)) return [];
    seen.add(address);
    return [{ name, address, copy: index + 1 }];
  });
}

/**
 * Which recipient a report means by `named`. A reply without copies has one, whatever the report calls them (B2). Among
 * several the address decides, then the address without its tag, then its domain when one of them alone has it (reports
 * leave out names, and servers write others); undefined when that leaves it open, so that nobody is silenced for another.
 */
export function recipientNamed(reply: Addressed, named: string | undefined): ReplyRecipient | undefined {
  const customer: ReplyRecipient = { address: reply.to.address, copy: 0 };
  const left = new Set((reply.leftOut ?? []).map(({ address }) => comparable(address)));
  const copies = copiesOf(reply).filter(({ address }) => !left.has(address));
  if (copies.length === 0) return customer;
  const address = comparable(named ?? "");
  if (address === undefined) return undefined;
  const all: readonly ReplyRecipient[] = [
    customer,
    ...copies.map(({ address: each, copy }) => ({ address: each, copy })),
  ];
  for (const likeness of likenesses) {
    const alike = all.filter((each) => likeness(comparable(each.address) ?? "") === likeness(address));
    if (alike.length === 1) return alike[0];
    if (alike.length > 1) return undefined;
  }
  return undefined;
}

const likenesses: readonly ((address: string) => string)[] = [(address) => address, withoutTag, domainOf];
