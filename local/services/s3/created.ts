import * as z from "zod";
import type { JsonObject } from "../service.ts";
import { home } from "../service.ts";

/** An object came to be (or was replaced). */
export const ObjectCreated = z.object({
  eventName: z.enum(["ObjectCreated:Put", "ObjectCreated:Copy"]),
  bucket: z.string(),
  key: z.string(),
  size: z.number(),
  /** Without quotes, as in notifications. */
  etag: z.string(),
  /** Grows with every change: tells which of two events of a key came later. */
  sequencer: z.string(),
  /** Epoch milliseconds. */
  timeMs: z.number(),
});
export type ObjectCreated = z.output<typeof ObjectCreated>;

/** The event as S3 sends it to queues and functions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function notificationOf(event: ObjectCreated, configurationId: string): JsonObject {
  const record: JsonObject = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: home.region,
    eventTime: new Date(event.timeMs).toISOString(),
    eventName: event.eventName,
    userIdentity: { principalId: `AWS:${home.account}` },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": event.sequencer, "x-amz-id-2": event.sequencer },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: event.bucket,
        ownerIdentity: { principalId: home.account },
        arn: `arn:${home.partition}:s3:::${event.bucket}`,
      },
      object: {
        key: encodeURIComponent(event.key).replaceAll("%20", "+").replaceAll("%2F", "/"),
        size: event.size,
        eTag: event.etag,
        sequencer: event.sequencer,
      },
    },
  };
  return { Records: [record] };
}
