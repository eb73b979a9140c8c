import { MailReceipt } from "../contracts/mail-receipt.ts";
import { eachMessage } from "./queue-batch.ts";
import { receiveMail } from "./receive-mail.ts";

export const handler = (event: unknown) =>
  eachMessage(event, async ({ body }) => {
    await receiveMail(MailReceipt.parse(JSON.parse(body)));
  });
