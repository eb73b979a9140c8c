import { type Answer, answerCall } from "./answer-call.ts";
import type { CallMessage, CarrierEvents, CarrierMessage } from "./environment.ts";

/** Hears what came from a thread or child process; what is no message of ours (its code may post anything) is dropped. */
export function hearCarrier(
  message: unknown,
  { answer, events, post }: { answer: Answer | undefined; events: CarrierEvents; post: (reply: object) => void },
): void {
  if (isCall(message)) void answerCall(message, answer, post);
  else if (isCarrierMessage(message)) events.message(message);
}

const isCall = (message: unknown): message is CallMessage =>
  typeof message === "object" && message !== null && "kind" in message && message.kind === "call";

const isCarrierMessage = (message: unknown): message is CarrierMessage =>
  typeof message === "object" && message !== null && "kind" in message;
