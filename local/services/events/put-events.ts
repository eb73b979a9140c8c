import * as z from "zod";
import type { Clock } from "../../clock.ts";
import type { Store, Transaction } from "../../store.ts";
import { AwsError } from "../aws-error.ts";
import { operation } from "../operation.ts";
import type { Json, JsonObject, Operation } from "../service.ts";
import { eventOf } from "./event.ts";

export interface PutEventsOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Puts an event on a bus, in this transaction. */
  readonly put: (tx: Transaction, bus: string, event: JsonObject) => void;
  /** Throws ResourceNotFoundException. */
  readonly needBus: (name: string) => void;
}

const Entry = z.strictObject({
  Time: z.number().optional(),
  Source: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  TraceHeader: z.string().optional(),
});
type Entry = z.output<typeof Entry>;

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
const mostEntries = 10;
const mostBytes = 262_144;

/** PutEvents: an entry that is not right fails alone; the others are durable when it answers. */
export const putEventsOperation = (options: PutEventsOptions): Operation =>
  operation(
    { service: "events", invalid: "ValidationException" },
    "PutEvents",
    { Entries: z.array(Entry) },
    async ({ Entries }) => {
      if (Entries.length === 0 || Entries.length > mostEntries) {
        throw new AwsError("ValidationException", `Entries must have 1 to ${mostEntries} members`);
      }
      if (Entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > mostBytes) {
        throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
      }
      for (const { EventBusName = "default" } of Entries) options.needBus(EventBusName);
      const results = await options.store.transact((tx) => Entries.map((entry) => putOne(tx, entry, options)));
      return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
    },
  );

/** Bytes as EventBridge counts them: 14 for the time, and the texts. */
const sizeOf = (entry: Entry): number =>
  (entry.Time === undefined ? 0 : 14) +
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ""),
    0,
  );

function putOne(tx: Transaction, entry: Entry, options: PutEventsOptions): JsonObject {
  const { Source = "", DetailType = "", Detail = "", EventBusName = "default" } = entry;
  const missing = Object.entries({ Source, DetailType, Detail }).find(([, value]) => value === "")?.[0];
  if (missing !== undefined) {
    const ErrorMessage = `Parameter ${missing} is not valid. Reason: ${missing} is a required argument.`;
    return { ErrorCode: "InvalidArgument", ErrorMessage };
  }
  if (Source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const detail = objectIn(Detail);
  if (!detail) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  const event = eventOf({
    source: Source,
    detailType: DetailType,
    detail,
    resources: entry.Resources ?? [],
    timeMs: entry.Time === undefined ? options.clock.now() : entry.Time * 1000,
  });
  options.put(tx, EventBusName, event);
  return { EventId: event["id"] ?? null };
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
