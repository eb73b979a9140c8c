import { eachMessage } from "../platform/queue-batch.ts";
import { takeSendingEvent } from "./sending-event.ts";

/** Small messages, all of a batch side by side: their rows are read together. */
const atOnce = 50;

export const handler = (event: unknown) => eachMessage(event, ({ body }) => takeSendingEvent(body), { atOnce });
