import * as z from "zod";
import type { Json } from "../../services/service.ts";
import { checkTarget } from "../../triggers/targets.ts";
import { flag, number, typedResource } from "../typed-resource.ts";

/** CloudFormation's queue properties by their name in the SQS API, where they differ only in being text. */
const queueAttributes = [
  "VisibilityTimeout",
  "MessageRetentionPeriod",
  "DelaySeconds",
  "ReceiveMessageWaitTimeSeconds",
  "MaximumMessageSize",
  "RedrivePolicy",
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
] as const;

export const queue = typedResource({
  properties: z.object({
    QueueName: z.string().optional(),
    ...Object.fromEntries(queueAttributes.map((name) => [name, z.json().optional()])),
  }),
  harmless: {
    SqsManagedSseEnabled: "the data folder is as safe as its disk",
    KmsMasterKeyId: "the data folder is as safe as its disk",
    KmsDataKeyReusePeriodSeconds: "the data folder is as safe as its disk",
    RedriveAllowPolicy: "nobody else has queues here",
  },
  start: async (properties, { generatedName }, { queues }) => {
    const given: Readonly<Record<string, unknown>> = properties;
    const fifo = given["FifoQueue"] === true || given["FifoQueue"] === "true";
    const name = properties.QueueName ?? `${generatedName}${fifo ? ".fifo" : ""}`;
    const attributes: Record<string, string> = {};
    for (const attribute of queueAttributes) {
      const value = given[attribute];
      if (value === undefined || value === null) continue;
      attributes[attribute] = typeof value === "object" ? JSON.stringify(value) : String(value);
    }
    const { arn, url } = await queues.createQueue({ name, attributes });
    return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  },
});

export const topic = typedResource({
  properties: z.object({ TopicName: z.string().optional() }),
  harmless: {
    DisplayName: "a name for mail clients",
    KmsMasterKeyId: "the data folder is as safe as its disk",
    TracingConfig: "traces stay in the log files",
    SignatureVersion: "nothing here signs",
  },
  start: async ({ TopicName }, { generatedName }, { topics }) => {
    const name = TopicName ?? generatedName;
    const { arn } = topics.createTopic({ name });
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
});

export const subscription = typedResource({
  properties: z.object({
    TopicArn: z.string(),
    Protocol: z.enum(["sqs", "lambda", "email"]),
    Endpoint: z.string(),
    RawMessageDelivery: flag.default(false),
    RedrivePolicy: z.object({ deadLetterTargetArn: z.string() }).optional(),
  }),
  start: async (properties, { generatedName }, { topics }) => {
    const { TopicArn: topicArn, Protocol: protocol, Endpoint: endpoint } = properties;
    // AWS mails alarms to people; here they look at the console.
    if (protocol !== "email") {
      topics.subscribe({
        topicArn,
        protocol,
        endpoint,
        raw: properties.RawMessageDelivery,
        ...(properties.RedrivePolicy && { deadLetterArn: properties.RedrivePolicy.deadLetterTargetArn }),
      });
    }
    return { ref: `${topicArn}:${generatedName}`, attributes: {} };
  },
});

const stateOf = (properties: { readonly State?: string | undefined }): "ENABLED" | "DISABLED" =>
  properties.State === "DISABLED" ? "DISABLED" : "ENABLED";

export const eventBus = typedResource({
  properties: z.object({ Name: z.string() }),
  harmless: {
    Description: "words for people",
    KmsKeyIdentifier: "the data folder is as safe as its disk",
    LogConfig: "nobody watches",
  },
  start: async ({ Name }, _, { bus }) => {
    const { arn } = await bus.createBus({ name: Name });
    return { ref: Name, attributes: { Arn: arn, Name } };
  },
});

const RetryPolicy = z
  .object({ MaximumRetryAttempts: number.optional(), MaximumEventAgeInSeconds: number.optional() })
  .optional();
const DeadLetterConfig = z.object({ Arn: z.string() }).optional();

export const rule = typedResource({
  properties: z.object({
    Name: z.string().optional(),
    EventBusName: z.string().default("default"),
    EventPattern: z.record(z.string(), z.json()).optional(),
    ScheduleExpression: z.string().optional(),
    State: z.string().optional(),
    Targets: z
      .array(
        z.object({
          Id: z.string(),
          Arn: z.string(),
          Input: z.string().optional(),
          InputPath: z.string().optional(),
          InputTransformer: z
            .object({ InputTemplate: z.string(), InputPathsMap: z.record(z.string(), z.string()).optional() })
            .optional(),
          SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
          RetryPolicy,
          DeadLetterConfig,
        }),
      )
      .default([]),
  }),
  harmless: {
    Description: "words for people",
    RoleArn: "nobody else reaches this machine's services",
    "Targets.RoleArn": "nobody else reaches this machine's services",
  },
  start: async (properties, { generatedName }, { bus }) => {
    const name = properties.Name ?? generatedName;
    for (const target of properties.Targets) checkTarget(target.Arn);
    const { arn } = await bus.createRule({
      name,
      bus: properties.EventBusName,
      state: stateOf(properties),
      ...(properties.EventPattern && { pattern: properties.EventPattern }),
      ...(properties.ScheduleExpression !== undefined && { schedule: properties.ScheduleExpression }),
      targets: properties.Targets,
    });
    return { ref: name, attributes: { Arn: arn } };
  },
});

export const schedule = typedResource({
  properties: z.object({
    Name: z.string().optional(),
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.enum(["UTC", "Etc/UTC"]).default("UTC"),
    State: z.string().optional(),
    Target: z.object({ Arn: z.string(), Input: z.string().optional(), RetryPolicy, DeadLetterConfig }),
  }),
  harmless: {
    Description: "words for people",
    FlexibleTimeWindow: "AWS may run it later within the window; here it runs on time",
    "Target.RoleArn": "nobody else reaches this machine's services",
    GroupName: "groups only sort schedules",
    KmsKeyArn: "the data folder is as safe as its disk",
  },
  start: async (properties, { generatedName }, { bus }) => {
    const name = properties.Name ?? generatedName;
    checkTarget(properties.Target.Arn);
    const { arn } = await bus.createRule({
      name: `schedule-${name}`,
      bus: "default",
      state: stateOf(properties),
      schedule: properties.ScheduleExpression,
      targets: [{ Id: "target", ...properties.Target, Input: properties.Target.Input ?? "{}" }],
    });
    const attributes: Record<string, Json> = { Arn: arn };
    return { ref: name, attributes };
  },
});
