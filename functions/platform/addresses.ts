import { createHash } from "node:crypto";
import { domainToASCII } from "node:url";
import { setting } from "./settings.ts";

/**
 * An address as two of them are compared: lower case, an international domain in its ASCII form. Undefined when the text
 * is not exactly one address (white space, control characters, no or several `@`, no domain).
 */
export function comparable(address: string): string | undefined {
  const text = address.trim();
  const at = text.lastIndexOf("@");
  if (at < 1 || text.length > 320 || /[\s<>,;:()[\]\\"\p{Cc}]/u.test(text)) return undefined;
  if (text.indexOf("@") !== at) return undefined;
  const domain = domainToASCII(text.slice(at + 1).replace(/\.$/, ""));
  if (domain === "") return undefined;
  return `${text.slice(0, at).toLowerCase()}@${domain}`;
}

/**
 * Whether an address says the same before and after `comparable`: printable ASCII, no domain that is folded into another
 * (soft hyphens, full-width letters, percent signs, numbers). Who proves a sender looks up the domain as it was written.
 */
export function isPlainAddress(address: string): boolean {
  const text = address.trim();
  if (text === "") return true;
  if (!/^[\x21-\x7e]+$/.test(text)) return false;
  const known = comparable(text);
  return known === undefined || domainOf(known) === domainOf(text).replace(/\.$/, "").toLowerCase();
}

/** The same person's address without a `+tag`, for caps and for finding our own addresses. */
export const withoutTag = (address: string): string => address.replace(/^([^@+]+)\+[^@]*@/, "$1@");

/** Stands for an address in keys of counters, so that no address is kept there. */
export const addressHash = (address: string): string =>
  createHash("sha256")
    .update(comparable(address) ?? address)
    .digest("hex");

export const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);

/** Our mailboxes, comparable; the first is the default. */
export function ownMailboxes(): readonly [string, ...string[]] {
  const [first, ...rest] = setting("mailboxes")
    .split(",")
    .flatMap((entry) => comparable(entry) ?? []);
  if (first === undefined) throw new Error("MAILBOXES names no address: lib/ must list our mailboxes in it.");
  return [first, ...rest];
}

/** Whether mail from this address is our own: one of our mailboxes, or any address under the domain that replies come back to. */
export function isOwnAddress(address: string): boolean {
  const known = comparable(address);
  if (known === undefined) return false;
  return (
    ownMailboxes().includes(withoutTag(known)) ||
    domainOf(known) === domainOf(comparable(`x@${setting("mailDomain")}`) ?? "")
  );
}
