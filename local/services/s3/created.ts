import * as z from "zod";
import { home, type JsonObject } from "../service.ts";

const facts = {
  bucket: z.string(),
  key: z.string(),
  size: z.number(),
  /** Without quotes, as in notifications. */
  etag: z.string(),
  /** Grows with every change: tells which of two events of a key came later. */
  sequencer: z.string(),
  /** Epoch milliseconds. */
  timeMs: z.number(),
};

/** An object came to be (or was replaced). */
export const ObjectCreated = z.object({ eventName: z.enum(["ObjectCreated:Put", "ObjectCreated:Copy"]), ...facts });
export type ObjectCreated = z.output<typeof ObjectCreated>;

/** An object was deleted: by a request, or because it was too old. */
export const ObjectDeleted = z.object({
  eventName: z.enum(["ObjectRemoved:Delete", "LifecycleExpiration:Delete"]),
  ...facts,
});
export type ObjectDeleted = z.output<typeof ObjectDeleted>;

export const ObjectChange = z.union([ObjectCreated, ObjectDeleted]);
export type ObjectChange = ObjectCreated | ObjectDeleted;

/** The event as S3 sends it to queues and functions: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function notificationOf(event: ObjectChange, configurationId: string): JsonObject {
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
        ...(event.eventName.startsWith("ObjectCreated") && { size: event.size, eTag: event.etag }),
        sequencer: event.sequencer,
      },
    },
  };
  return { Records: [record] };
}
