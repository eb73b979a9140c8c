import { eachMessage } from "../platform/queue-batch.ts";
import { receiveEvent } from "./receive-event.ts";

export const handler = (event: unknown) => eachMessage(event, ({ body }) => receiveEvent(body));
