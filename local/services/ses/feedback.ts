import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import type { ConfigurationSets } from "./configuration-sets.ts";
import { bounceDetail, complaintDetail, type SentEmail } from "./events.ts";
import { type Report, readReport } from "./report.ts";
import { sentEmail } from "./sent.ts";
import { suppress } from "./suppression.ts";

/** What comes back to the envelope senders that SES made up: `MESSAGE-ID@MAIL-FROM-DOMAIN`. */
export interface Feedback {
  accepts(address: string): boolean;
  /** Reads a bounce or complaint, tells it as an event and suppresses the address; anything else is dropped, as by SES. */
  take(address: string, raw: Buffer): Promise<void>;
}

export function openFeedback(options: {
  store: Store;
  clock: Clock;
  sets: ConfigurationSets;
  mailFromDomains: () => readonly string[];
}): Feedback {
  const { store, clock, sets } = options;
  const messageIdOf = (address: string): string | undefined => {
    const [, local, domain] = /^([0-9a-f]{16}-[0-9a-f-]{36}-000000)@(.+)$/i.exec(address) ?? [];
    return domain !== undefined && options.mailFromDomains().includes(domain.toLowerCase()) ? local : undefined;
  };
  const tell = (tx: Transaction, email: SentEmail, recipient: string, report: Report): void => {
    const facts = { nowMs: clock.now(), feedbackId: randomUUID() };
    if (report.kind === "complaint") {
      sets.emit(tx, email, "Complaint", complaintDetail(recipient, { ...facts, type: report.type }));
      suppress(tx, recipient, "COMPLAINT", facts.nowMs);
      return;
    }
    const { type, reply, by } = report;
    sets.emit(tx, email, "Bounce", bounceDetail(recipient, { ...facts, type, subType: "General", reply, by }));
    if (type === "Permanent") suppress(tx, recipient, "BOUNCE", facts.nowMs);
  };
  return {
    accepts: (address) => messageIdOf(address) !== undefined,
    take: async (address, raw) => {
      const messageId = messageIdOf(address)?.toLowerCase();
      const report = readReport(raw);
      if (messageId === undefined || !report) return;
      await store.transact((tx) => {
        const email = sentEmail(tx, messageId)?.email;
        if (!email) return;
        // A report says for itself whom it is about; only those whom this email went to are believed.
        const named = new Set(report.recipients);
        const meant = email.recipients.filter((one) => named.size === 0 || named.has(one.toLowerCase()));
        for (const one of meant) tell(tx, email, one, report);
      });
    },
  };
}
