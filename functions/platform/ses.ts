import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { lean, leanSettings } from "./lean-client.ts";
import { setting } from "./settings.ts";

let made: SESv2Client | undefined;
/**
 * One attempt only: SES has no idempotency token, so a request repeated by the SDK after a lost answer would be a second
 * email. The outbox decides about repeats. Timeouts in ms, well inside the step's own limit.
 */
const client = (): SESv2Client => {
  const requestHandler = { connectionTimeout: 3_000, requestTimeout: 20_000 };
  made ??= lean(new SESv2Client({ ...leanSettings, maxAttempts: 1, requestHandler }));
  return made;
};

export interface Outgoing {
  readonly from: string;
  /** Exactly one recipient. */
  readonly to: string;
  /** Those that a person added to their own reply. */
  readonly cc?: readonly string[];
  /** Where bounces go; SES sets the Return-Path itself. */
  readonly bounceTo: string;
  /** The whole MIME message. */
  readonly raw: Uint8Array;
  /** Absent for notices to our own people. */
  readonly replyId?: string;
}

/** Hands an email to SES and returns SES's id for it, which is also what stands before the `@` of its new Message-ID. */
export async function sendRaw(email: Outgoing): Promise<string> {
  const { MessageId } = await client().send(
    new SendEmailCommand({
      FromEmailAddress: email.from,
      Destination: {
        ToAddresses: [email.to],
        ...(email.cc !== undefined && email.cc.length > 0 && { CcAddresses: [...email.cc] }),
      },
      FeedbackForwardingEmailAddress: email.bounceTo,
      Content: { Raw: { Data: email.raw } },
      ConfigurationSetName: setting("configurationSet"),
      ...(email.replyId !== undefined && { EmailTags: [{ Name: "reply_id", Value: email.replyId }] }),
    }),
  );
  if (MessageId === undefined) throw new Error("SES took the email but named no MessageId");
  return MessageId;
}
