import * as z from "zod";
import { AwsError } from "../aws-error.ts";

/** What a queue's attributes mean, in the units the engine uses. */
export interface QueueSettings {
  readonly fifo: boolean;
  readonly delayMs: number;
  readonly visibilityMs: number;
  readonly retentionMs: number;
  readonly waitMs: number;
  readonly longestBytes: number;
  readonly contentBasedDeduplication: boolean;
  /** FIFO: whether a deduplication id counts in the whole queue or in its group only. */
  readonly deduplicationScope: "queue" | "messageGroup";
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceives: number };
}

interface NumberAttribute {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
}

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
const numbers = {
  DelaySeconds: { initial: 0, least: 0, most: 900 },
  MaximumMessageSize: { initial: 1_048_576, least: 1024, most: 1_048_576 },
  MessageRetentionPeriod: { initial: 345_600, least: 60, most: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { initial: 0, least: 0, most: 20 },
  VisibilityTimeout: { initial: 30, least: 0, most: 43_200 },
} as const satisfies Record<string, NumberAttribute>;

const choices = {
  FifoQueue: ["true", "false"],
  ContentBasedDeduplication: ["true", "false"],
  DeduplicationScope: ["queue", "messageGroup"],
  FifoThroughputLimit: ["perQueue", "perMessageGroupId"],
  SqsManagedSseEnabled: ["true", "false"],
} as const satisfies Record<string, readonly string[]>;

// Encryption at rest and access policy change nothing for programs on one machine; they are kept and told back.
const kept = new Set(["KmsDataKeyReusePeriodSeconds", "KmsMasterKeyId", "Policy", "RedriveAllowPolicy"]);

const RedrivePolicy = z.strictObject({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

/** Checks attributes of a queue called `name`. Throws InvalidAttributeName or InvalidAttributeValue. */
export function checkAttributes(name: string, attributes: Readonly<Record<string, string>>): void {
  for (const [attribute, value] of Object.entries(attributes)) checkAttribute(attribute, value);
  if ((attributes["FifoQueue"] === "true") !== name.endsWith(".fifo")) {
    throw new AwsError(
      "InvalidParameterValue",
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    );
  }
}

function checkAttribute(attribute: string, value: string): void {
  const number = Object.entries(numbers).find(([known]) => known === attribute)?.[1];
  const choice = Object.entries(choices).find(([known]) => known === attribute)?.[1];
  if (number) {
    const amount = Number(value);
    if (!Number.isInteger(amount) || amount < number.least || amount > number.most) invalid(attribute, value);
  } else if (choice) {
    if (!choice.some((allowed) => allowed === value)) invalid(attribute, value);
  } else if (attribute === "RedrivePolicy") {
    if (value !== "" && !redriveOf(value)) invalid(attribute, value);
  } else if (!kept.has(attribute)) {
    throw new AwsError(
      "InvalidAttributeName",
      `Switchboard on one machine does not know the queue attribute ${attribute}`,
    );
  }
}

function invalid(attribute: string, value: string): never {
  throw new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${attribute}: ${value}`);
}

function redriveOf(text: string): z.output<typeof RedrivePolicy> | undefined {
  try {
    return RedrivePolicy.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Reads checked attributes. */
export function settingsOf(attributes: Readonly<Record<string, string>>): QueueSettings {
  const number = (name: keyof typeof numbers): number => Number(attributes[name] ?? numbers[name].initial);
  const redrive = redriveOf(attributes["RedrivePolicy"] ?? "");
  return {
    fifo: attributes["FifoQueue"] === "true",
    delayMs: number("DelaySeconds") * 1000,
    visibilityMs: number("VisibilityTimeout") * 1000,
    retentionMs: number("MessageRetentionPeriod") * 1000,
    waitMs: number("ReceiveMessageWaitTimeSeconds") * 1000,
    longestBytes: number("MaximumMessageSize"),
    contentBasedDeduplication: attributes["ContentBasedDeduplication"] === "true",
    deduplicationScope: attributes["DeduplicationScope"] === "messageGroup" ? "messageGroup" : "queue",
    ...(redrive && { redrive: { deadLetterArn: redrive.deadLetterTargetArn, maxReceives: redrive.maxReceiveCount } }),
  };
}

/** The number attributes with their defaults, as GetQueueAttributes tells them. */
export const numberAttributes = (attributes: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(numbers).map(([name, { initial }]) => [name, attributes[name] ?? String(initial)]));
