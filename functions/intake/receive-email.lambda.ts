import { MailReceipt } from "../contracts/mail-receipt.ts";
import { eachMessage } from "../platform/queue-batch.ts";
import { receiveMail } from "./receive-mail.ts";

export const handler = (event: unknown) =>
  eachMessage(event, async ({ body }) => {
    await receiveMail(MailReceipt.parse(JSON.parse(body)));
  });
