import { messagesAtOnce } from "../platform/queue-batch.ts";
import { takeSendingEvent } from "./sending-event.ts";

export const handler = (event: unknown) => messagesAtOnce(event, ({ body }) => takeSendingEvent(body));
