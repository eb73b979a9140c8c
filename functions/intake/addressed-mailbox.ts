import { comparable, ownMailboxes, withoutTag } from "../platform/addresses.ts";

/** Which of our mailboxes an email was sent to: the first that the envelope names, then the To header, else the default. */
export function addressedMailbox(...addresses: readonly string[]): string {
  const mailboxes = ownMailboxes();
  for (const address of addresses) {
    const known = comparable(address);
    if (known === undefined) continue;
    const mailbox = mailboxes.find(
      (own) => own === withoutTag(known) || (nameOf(own) === nameOf(withoutTag(known)) && isSigned(known)),
    );
    if (mailbox !== undefined) return mailbox;
  }
  return mailboxes[0];
}

/** A signed reply address lies under the reply domain, which may be another than the mailbox's own. */
const isSigned = (address: string): boolean => /\+c\./.test(address);
const nameOf = (address: string): string => address.slice(0, address.lastIndexOf("@"));
