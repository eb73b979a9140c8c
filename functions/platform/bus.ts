import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { eventSource } from "../contracts/log-entry.ts";
import { lean, leanSettings } from "./lean-client.ts";
import { setting } from "./settings.ts";

let client: EventBridgeClient | undefined;

/** EventBridge takes this many at once. @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const mostEventsAtOnce = 10;

export interface BusEvent {
  readonly type: string;
  readonly at: string;
  readonly detail: unknown;
}

/** Puts up to ten events on our bus; the places in `events` of those that the bus did not take. */
export async function putEvents(events: readonly BusEvent[]): Promise<readonly number[]> {
  client ??= lean(new EventBridgeClient(leanSettings));
  const { Entries } = await client.send(
    new PutEventsCommand({
      Entries: events.map(({ type, at, detail }) => ({
        EventBusName: setting("busName"),
        Source: eventSource,
        DetailType: type,
        Time: new Date(at),
        Detail: JSON.stringify(detail),
      })),
    }),
  );
  return (Entries ?? []).flatMap((entry, place) => (entry.ErrorCode === undefined ? [] : [place]));
}
