import * as z from "zod";
import { type EventType, eventTypes, IncomingEvent } from "../contracts/events.ts";
import { logger } from "../platform/logger.ts";
import { sendToDeadLetters } from "../platform/sqs.ts";
import { receiveMessage } from "./receive-message.ts";
import { startEvent } from "./start-event.ts";

/** Which flow takes a type of event. A type named in the contract and missing here does not compile. */
const flows: Readonly<Record<EventType, (event: IncomingEvent) => Promise<void>>> = {
  "message.received": receiveMessage,
  "order.shipped": startEvent,
};

/**
 * One event from the queue. What no flow can ever take goes to the dead letters at once, with the reason as an attribute,
 * and is done with: five more tries would change nothing and only hide the reason behind a receive count. What fails on
 * the way is thrown, so that the queue brings it again.
 */
export async function receiveEvent(body: string): Promise<void> {
  const read = readEvent(body);
  if ("refusal" in read) return refuse(body, read.refusal);
  try {
    await flows[read.type](read.event);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    await refuse(body, `The detail of this ${read.type} is not as the contract says: ${z.prettifyError(error)}`);
  }
}

type Read = { readonly event: IncomingEvent; readonly type: EventType } | { readonly refusal: string };

function readEvent(body: string): Read {
  const json = parsed(body);
  if (json === undefined) return { refusal: 'This is not JSON. An event is JSON {"id", "type", "detail"}' };
  const event = IncomingEvent.safeParse(json);
  if (!event.success) {
    return { refusal: `An event is JSON {"id", "type", "detail"}: ${z.prettifyError(event.error)}` };
  }
  const type = eventTypes.find((known) => known === event.data.type);
  if (type === undefined)
    return { refusal: `No flow is registered for '${event.data.type}'. Known: ${eventTypes.join(", ")}` };
  return { event: event.data, type };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function refuse(body: string, reason: string): Promise<void> {
  await sendToDeadLetters(body, reason.replace(/[^\P{Cc}\n\t]/gu, " "));
  logger.warn("An event was put to the dead letters", { reason: reason.slice(0, 200) });
}
