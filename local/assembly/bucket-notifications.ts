import * as z from "zod";
import type { ObjectCreated } from "../services/s3/created.ts";
import type { JsonObject } from "../services/service.ts";

const Filter = z
  .object({ Key: z.object({ FilterRules: z.array(z.object({ Name: z.string(), Value: z.string() })) }) })
  .optional();

/** Events of which only those about creation exist here; others are refused, as they would never come. */
const Events = z.array(
  z.string().regex(/^s3:ObjectCreated:/, "only s3:ObjectCreated:… events are told on one machine"),
);

const one = { Id: z.string().optional(), Events, Filter };

/** S3's NotificationConfiguration, as CDK's custom resource gets it. */
export const notifications = z.object({
  QueueConfigurations: z.array(z.object({ ...one, QueueArn: z.string() })).default([]),
  TopicConfigurations: z.array(z.object({ ...one, TopicArn: z.string() })).default([]),
  LambdaFunctionConfigurations: z.array(z.object({ ...one, LambdaFunctionArn: z.string() })).default([]),
  EventBridgeConfiguration: z.object({}).optional(),
});

export interface BucketNotification {
  readonly Id?: string | undefined;
  readonly Events: readonly string[];
  readonly Filter?: z.output<typeof Filter>;
}

/** Whether a notification is about this event. */
export const wants = ({ Events: events, Filter: filter }: BucketNotification, event: ObjectCreated): boolean =>
  events.some((wanted) => wanted === "s3:ObjectCreated:*" || wanted === `s3:${event.eventName}`) &&
  (filter?.Key.FilterRules ?? []).every(({ Name, Value }) =>
    Name.toLowerCase() === "prefix" ? event.key.startsWith(Value) : event.key.endsWith(Value),
  );

/** The detail of "Object Created": https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const bucketEvent = (event: ObjectCreated): JsonObject => ({
  version: "0",
  bucket: { name: event.bucket },
  object: { key: event.key, size: event.size, etag: event.etag, sequencer: event.sequencer },
  "request-id": event.sequencer,
  requester: "000000000000",
  "source-ip-address": "127.0.0.1",
  reason: event.eventName === "ObjectCreated:Copy" ? "CopyObject" : "PutObject",
});
