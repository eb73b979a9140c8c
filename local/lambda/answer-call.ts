import { validateHeaderName, validateHeaderValue } from "node:http";
import type { WireReply, WireRequest } from "../services/wire/message.ts";
import type { CallMessage } from "./environment.ts";

/** Answers what a handler asks of this machine's AWS endpoint, as the endpoint answers a request from a socket. */
export type Answer = (request: Omit<WireRequest, "requestId">) => Promise<WireReply>;

/** Has a call that came by message answered, and posts the reply; whatever the message holds, there is one. */
export async function answerCall(
  call: CallMessage,
  answer: Answer | undefined,
  post: (reply: object) => void,
): Promise<void> {
  post({ kind: "reply", id: call.id, ...(await replyTo(call, answer)) });
}

async function replyTo(call: CallMessage, answer: Answer | undefined): Promise<WireReply | undefined> {
  let request: Omit<WireRequest, "requestId">;
  try {
    request = requestOf(call);
  } catch (error) {
    return failure(400, "BadRequestException", error);
  }
  return await answer?.(request).catch((error: unknown) => failure(500, "InternalFailure", error));
}

const failure = (status: number, type: string, error: unknown): WireReply => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-errortype": type },
  body: JSON.stringify({ __type: type, message: error instanceof Error ? error.message : String(error) }),
});

/**
 * As node:http would have read it from a socket. Throws for what could not have come by one: whoever runs in the
 * environment may have posted it.
 */
function requestOf({ method, path, headers, body = "" }: CallMessage): Omit<WireRequest, "requestId"> {
  const mark = path.indexOf("?");
  return {
    method,
    path: mark === -1 ? path : path.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? "" : path.slice(mark + 1)),
    headers: Object.fromEntries(Object.entries(headers).map(headerOf)),
    body: typeof body === "string" ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  };
}

function headerOf([name, value]: readonly [string, string]): [string, string] {
  validateHeaderName(name);
  validateHeaderValue(name, value);
  // A number stays one in a message.
  return [name.toLowerCase(), String(value)];
}
