import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { lean, leanSettings } from "./lean-client.ts";
import { setting } from "./settings.ts";

let made: SQSClient | undefined;
const client = (): SQSClient => {
  made ??= lean(new SQSClient(leanSettings));
  return made;
};

// SQS takes a million bytes with everything; a reason is a sentence.
const longestReason = 1000;

/** Puts a message where dead letters lie, with the reason beside it, so that whoever looks need not guess. */
export async function sendToDeadLetters(body: string, reason: string): Promise<void> {
  await client().send(
    new SendMessageCommand({
      QueueUrl: setting("eventDeadLettersUrl"),
      MessageBody: body,
      MessageAttributes: { reason: { DataType: "String", StringValue: reason.slice(0, longestReason) } },
    }),
  );
}

/** Puts a receipt into the mail queue, as SES's topic does. */
export async function queueMail(receipt: object): Promise<void> {
  await client().send(
    new SendMessageCommand({ QueueUrl: setting("mailQueueUrl"), MessageBody: JSON.stringify(receipt) }),
  );
}
