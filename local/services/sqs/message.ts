import { createHash } from "node:crypto";
import * as z from "zod";
import { AwsError } from "../aws-error.ts";

/** A message attribute as the API carries it; binary values are base64. */
export const MessageAttribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
export type MessageAttribute = z.output<typeof MessageAttribute>;
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A received message; `attributes` are SQS's own (SentTimestamp, ApproximateReceiveCount, MessageGroupId…). */
export interface Message {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: MessageAttributes;
}

export const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

const lengthed = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/**
 * MD5 of message attributes, undefined without any.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  for (const name of names) {
    const { DataType = "", StringValue, BinaryValue } = attributes[name] ?? {};
    hash.update(lengthed(Buffer.from(name))).update(lengthed(Buffer.from(DataType)));
    const value = StringValue === undefined ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue);
    hash.update(Buffer.of(StringValue === undefined ? 2 : 1)).update(lengthed(value));
  }
  return hash.digest("hex");
}

/** Bytes that count against the size limit: body, and names, types and values of attributes. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue ?? "");
    size += Buffer.byteLength(BinaryValue ?? "", "base64");
  }
  return size;
}

// #x9 | #xA | #xD | #x20-#xD7FF | #xE000-#xFFFD | #x10000-#x10FFFF
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that SQS refuses.
const unspeakable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u;

/** Throws MissingParameter or InvalidMessageContents. */
export function checkBody(body: string): void {
  if (body === "") throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
  if (unspeakable.test(body)) {
    throw new AwsError(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
    );
  }
}

const kinds = /^(String|Number|Binary)(\..+)?$/;

/** Throws InvalidParameterValue. */
export function checkAttributesOfMessage(attributes: MessageAttributes): void {
  if (Object.keys(attributes).length > 10) {
    throw new AwsError("InvalidParameterValue", "Number of message attributes exceeds the allowed maximum [10].");
  }
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    const kind = kinds.exec(DataType)?.[1];
    const value = kind === "Binary" ? BinaryValue : StringValue;
    if (kind === undefined || value === undefined || value === "" || name === "") {
      throw new AwsError(
        "InvalidParameterValue",
        `The message attribute '${name}' must contain a type (String, Number or Binary) and a non-empty value of it.`,
      );
    }
  }
}
