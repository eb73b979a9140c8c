import type { Rooms } from "./assembly/rooms.ts";
import type { Clock } from "./clock.ts";
import { openLookUp, readZone } from "./mail/dns.ts";
import { openReceiver } from "./mail/receipt.ts";
import { openSmtpIn, type SmtpIn } from "./mail/smtp-in.ts";
import { openVerifier } from "./mail/verdicts.ts";

export interface MailInOptions {
  readonly rooms: Pick<Rooms, "ses" | "buckets" | "topics">;
  readonly clock: Clock;
  readonly port: number;
  readonly zoneFile: string | undefined;
  readonly onError: (error: unknown) => void;
}

/** Opens the door for email: SMTP in, verdicts on the sender, and what the receipt rules say. */
export async function openMailIn({ rooms, clock, port, zoneFile, onError }: MailInOptions): Promise<SmtpIn> {
  const lookUp = openLookUp({ clock, ...(zoneFile !== undefined && { zone: await readZone(zoneFile) }) });
  const receiver = openReceiver({
    clock,
    verify: openVerifier({ lookUp }),
    rulesFor: rooms.ses.receiptRules.rulesFor,
    store: async (bucket, key, body) => {
      await rooms.buckets.put(bucket, key, { body });
    },
    publish: async (topicArn, { subject, text }) => {
      await rooms.topics.publish(topicArn, { subject, message: text });
    },
  });
  return openSmtpIn({ port, ...receiver, onError });
}
