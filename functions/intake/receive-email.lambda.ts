import { MailReceipt } from "../contracts/mail-receipt.ts";
import { eachMessage, type QueueMessage, timesReceived } from "../platform/queue-batch.ts";
import { receiveMail } from "./receive-mail.ts";

/** Two attempts died: whatever the email does to its reader, a person gets what can be read without harm. */
const suspiciousAt = 3;

// An email waits for stores most of its time; one sender's keep the order in which they came.
const sideBySide = { atOnce: 5, line: senderOf };

export const handler = (event: unknown) =>
  eachMessage(
    event,
    async (message) => {
      await receiveMail(receiptOf(message), { startOnly: timesReceived(message) >= suspiciousAt });
    },
    sideBySide,
  );

const receiptOf = ({ body }: QueueMessage): MailReceipt => MailReceipt.parse(JSON.parse(body));

/** Undefined when the message is no receipt: handling it says so. */
function senderOf(message: QueueMessage): string | undefined {
  try {
    return receiptOf(message).mail.source;
  } catch {
    return undefined;
  }
}
