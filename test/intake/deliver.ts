import type { MailReceipt, Verdict } from "../../functions/contracts/mail-receipt.ts";
import { handler } from "../../functions/intake/receive-email.lambda.ts";
import { type MailWorld, mailbox } from "./mail-world.ts";

export interface Delivery {
  readonly raw: string | Uint8Array;
  readonly to?: string;
  readonly envelopeSender?: string;
  readonly dmarc?: Verdict;
  readonly dmarcPolicy?: "none" | "quarantine" | "reject";
  readonly spam?: Verdict;
  readonly virus?: Verdict;
}

let count = 0;

/** An email as SES delivers it: raw bytes in the bucket, then the notice. Returns the ids of the messages that failed. */
export async function deliver(world: MailWorld, ...deliveries: readonly Delivery[]): Promise<string[]> {
  const notices = await Promise.all(deliveries.map((delivery) => put(world, delivery)));
  const answer = await receive(...notices.map((notice) => JSON.stringify(notice)));
  return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

export const receive = (...bodies: readonly string[]) =>
  handler({ Records: bodies.map((body, index) => ({ messageId: `m${index}`, body })) });

export async function put(world: MailWorld, delivery: Delivery): Promise<MailReceipt> {
  const objectKey = `raw/${++count}`;
  const body = typeof delivery.raw === "string" ? Buffer.from(delivery.raw) : Buffer.from(delivery.raw);
  await world.buckets.put("mail", objectKey, { body });
  return notice(objectKey, delivery);
}

export function notice(objectKey: string, delivery: Omit<Delivery, "raw">): MailReceipt {
  const { to = mailbox, envelopeSender = "anna@customer.example", dmarc = "PASS", dmarcPolicy } = delivery;
  const pass = { status: "PASS" } as const;
  const timestamp = new Date().toISOString();
  return {
    notificationType: "Received",
    receipt: {
      ...{ timestamp, recipients: [to], spfVerdict: pass, dkimVerdict: pass, dmarcVerdict: { status: dmarc } },
      spamVerdict: { status: delivery.spam ?? "PASS" },
      virusVerdict: { status: delivery.virus ?? "PASS" },
      ...(dmarcPolicy !== undefined && { dmarcPolicy }),
      action: { type: "S3", bucketName: "mail", objectKey },
    },
    mail: { timestamp, source: envelopeSender, messageId: `ses-${objectKey}` },
  };
}

/** An ordinary email; `headers` replace or add, an empty one leaves it out. */
export function email(headers: Readonly<Record<string, string>> = {}, body = "How long does delivery take?"): string {
  const all = {
    ...{ From: "Anna <anna@customer.example>", To: mailbox, Subject: "Delivery" },
    "Message-ID": `<m${++count}@customer.example>`,
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === "" ? [] : [`${name}: ${value}`]));
  return `${lines.join("\r\n")}\r\n\r\n${body}\r\n`;
}
