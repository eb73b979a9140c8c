import type { WireReply, WireRequest } from "../services/wire/message.ts";
import type { CallMessage } from "./environment.ts";

/** Answers what a handler asks of this machine's AWS endpoint, as the endpoint answers a request from a socket. */
export type Answer = (request: Omit<WireRequest, "requestId">) => Promise<WireReply>;

/** Has a call that came by message answered, and posts the reply. */
export async function answerCall(
  call: CallMessage,
  answer: Answer | undefined,
  post: (reply: object) => void,
): Promise<void> {
  post({ kind: "reply", id: call.id, ...(await answer?.(requestOf(call))) });
}

/** As node:http would have read it from a socket. */
function requestOf({ method, path, headers, body = "" }: CallMessage): Omit<WireRequest, "requestId"> {
  const mark = path.indexOf("?");
  return {
    method,
    path: mark === -1 ? path : path.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? "" : path.slice(mark + 1)),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  };
}
