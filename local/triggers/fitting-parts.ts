import { payloadLimitBytes } from "../lambda/payload-limit.ts";
import type { Json } from "../services/service.ts";

const frameBytes = Buffer.byteLength('{"Records":[]}');

/**
 * Cuts a batch, in its order, into parts whose events (`{"Records": [...]}`) a function takes: ten messages of 1 MB are
 * a batch by number and no event by size. AWS ends a batch at 6 MB likewise. What is too large alone stays alone.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export function fittingParts<Item>(items: readonly Item[], recordOf: (item: Item) => Json | object): Item[][] {
  const parts: Item[][] = [];
  let bytes = Infinity;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(recordOf(item))) + 1; // With its comma.
    if (bytes + size > payloadLimitBytes) {
      parts.push([]);
      bytes = frameBytes;
    }
    parts.at(-1)?.push(item);
    bytes += size;
  }
  return parts;
}
