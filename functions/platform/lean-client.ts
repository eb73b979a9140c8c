import { Readable } from "node:stream";

// What an AWS SDK client does with every call beside the call itself costs a step more time than its own work. These are
// the client's own settings that leave it out; what goes over the wire stays the same.

/** For clients of JSON services: a command's middleware is put together once and not per call, a body read in one piece. */
export const leanSettings = { cacheMiddleware: true, streamCollector: wholeBody } as const;

/** Without the copies that the SDK makes of every input and output for a logger that nobody set, and its usage figures. */
export function lean<C extends { readonly middlewareStack: { remove(name: string): boolean } }>(client: C): C {
  for (const name of ["loggerMiddleware", "getUserAgentMiddleware"]) client.middlewareStack.remove(name);
  return client;
}

function wholeBody(body: unknown): Promise<Uint8Array> {
  if (!(body instanceof Readable)) throw new TypeError("The answer's body is no stream of Node.js");
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on("data", (chunk: Buffer) => chunks.push(chunk));
    body.once("error", reject);
    body.once("end", () => resolve(chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)));
  });
}
