import { eachMessage } from "../platform/queue-batch.ts";
import { takeSendingEvent } from "./sending-event.ts";

export const handler = (event: unknown) => eachMessage(event, ({ body }) => takeSendingEvent(body));
