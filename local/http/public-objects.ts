import type { Answer } from "./http-server.ts";
import { type HttpReply, type HttpRequest, message } from "./payload.ts";

const prefix = "/.objects/";
const kept = ["content-type", "content-disposition", "content-security-policy", "x-content-type-options"];

/**
 * Lets people who reach only the desk follow the links that functions sign: at AWS, S3 has an address of its own that
 * everybody reaches, here the AWS endpoint stays on loopback. In answers of the API its address becomes one below the
 * desk's; a request there goes on to the endpoint as a web page's, so that nothing but a GET by a good link gets in (Y2).
 */
export const withObjects =
  (answer: Answer, endpointUrl: string, publicUrl: string): Answer =>
  async (request) => {
    if (request.url.startsWith(prefix)) return objectBehind(request, endpointUrl, publicUrl);
    const reply = await answer(request);
    const isJson = String(reply.headers["content-type"] ?? "").startsWith("application/json");
    if (!isJson || typeof reply.body !== "string") return reply;
    return { ...reply, body: reply.body.replaceAll(`${endpointUrl}/`, `${publicUrl}${prefix}`) };
  };

async function objectBehind(request: HttpRequest, endpointUrl: string, origin: string): Promise<HttpReply> {
  if (request.method !== "GET") return message(405, "Method Not Allowed");
  const given = await fetch(`${endpointUrl}/${request.url.slice(prefix.length)}`, {
    headers: { origin },
    redirect: "error",
  });
  const headers = kept.flatMap((name) => {
    const value = given.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    status: given.status,
    headers: { ...Object.fromEntries(headers), "cache-control": "no-store" },
    body: Buffer.from(await given.arrayBuffer()),
  };
}
