import MailComposer from "nodemailer/lib/mail-composer";
import { addressParser } from "postal-mime";
import * as z from "zod";
import { AwsError } from "../aws-error.ts";
import { fieldOf, type RawEmail, readRaw } from "./mime.ts";

const Text = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const Addresses = z.array(z.string()).optional();

/** Input of SESv2 SendEmail: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export const sendEmailShape = {
  FromEmailAddress: z.string().optional(),
  Destination: z.strictObject({ ToAddresses: Addresses, CcAddresses: Addresses, BccAddresses: Addresses }).optional(),
  ReplyToAddresses: Addresses,
  FeedbackForwardingEmailAddress: z.string().optional(),
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional(),
  Content: z.strictObject({
    Raw: z.strictObject({ Data: z.string() }).optional(),
    Simple: z
      .strictObject({
        Subject: Text,
        Body: z.strictObject({ Text: Text.optional(), Html: Text.optional() }),
        Headers: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).optional(),
      })
      .optional(),
  }),
};
export type SendEmail = z.output<z.ZodObject<typeof sendEmailShape>>;

/** What is to be sent, to whom, for whom. */
export interface Sending {
  readonly email: RawEmail;
  /** Bare address of From. */
  readonly from: string;
  readonly recipients: readonly string[];
  readonly bounceTo: string;
  readonly configurationSet: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

// https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const mostRecipients = 50;
const longestBytes = 40 * 1024 * 1024;

/** Reads a request as SES does. Throws BadRequestException. */
export async function readSending(input: SendEmail): Promise<Sending> {
  const raw = input.Content.Raw ? Buffer.from(input.Content.Raw.Data, "base64") : await compose(input);
  if (raw.length > longestBytes) throw bad(`Message length is more than ${longestBytes} bytes long`);
  const email = readRaw(raw);
  const from = bare(input.FromEmailAddress ?? fieldOf(email, "from") ?? "")[0];
  if (from === undefined) throw bad("Missing required header 'From'.");
  const recipients = recipientsOf(input, email);
  if (recipients.length === 0) throw bad("Destination is required.");
  if (recipients.length > mostRecipients) throw bad(`Recipient count exceeds ${mostRecipients}.`);
  return {
    email,
    from,
    recipients,
    bounceTo: input.FeedbackForwardingEmailAddress ?? bare(fieldOf(email, "return-path") ?? "")[0] ?? from,
    configurationSet: input.ConfigurationSetName ?? fieldOf(email, "x-ses-configuration-set"),
    tags: {
      ...headerTags(email),
      ...Object.fromEntries((input.EmailTags ?? []).map(({ Name, Value }) => [Name, Value])),
    },
  };
}

const bad = (message: string): AwsError => new AwsError("BadRequestException", message);

/** Addresses without names, groups opened; what is no address is told. */
function bare(list: string): string[] {
  return addressParser(list)
    .flatMap((entry) => ("group" in entry && entry.group ? entry.group : [entry]))
    .map(({ address }) => address ?? "")
    .filter((address) => address !== "");
}

function recipientsOf(input: SendEmail, email: RawEmail): string[] {
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = input.Destination ?? {};
  const given = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  // Only without a Destination does SES read the recipients from the email itself.
  const lists = given.length > 0 ? given : ["to", "cc", "bcc"].map((name) => fieldOf(email, name) ?? "");
  const found = [...new Set(lists.flatMap(bare))];
  const odd = found.find((address) => !/^[^\s@<>]+@[^\s@<>]+$/.test(address));
  if (odd !== undefined) throw bad(`Invalid email address ${odd}`);
  return found;
}

/** `X-SES-MESSAGE-TAGS: a=1, b=2` */
const headerTags = (email: RawEmail): Record<string, string> =>
  Object.fromEntries(
    (fieldOf(email, "x-ses-message-tags") ?? "")
      .split(",")
      .map((pair) => pair.trim().split("="))
      .flatMap(([name, value]) => (name !== undefined && value !== undefined ? [[name, value]] : [])),
  );

/** The MIME of `Content.Simple`. */
async function compose(input: SendEmail): Promise<Buffer> {
  if (!input.Content.Simple) throw bad("Content is required.");
  const { Subject, Body, Headers = [] } = input.Content.Simple;
  const composer = new MailComposer({
    from: input.FromEmailAddress ?? "",
    to: input.Destination?.ToAddresses ?? [],
    cc: input.Destination?.CcAddresses ?? [],
    replyTo: input.ReplyToAddresses ?? [],
    subject: Subject.Data,
    ...(Body.Text && { text: Body.Text.Data }),
    ...(Body.Html && { html: Body.Html.Data }),
    headers: Headers.map(({ Name, Value }) => ({ key: Name, value: Value })),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}
