import * as z from "zod";
import { BadRequest } from "./bad-request.ts";

/** Where a page ended, as text that means nothing to others. */
export const cursorOf = (place: Readonly<Record<string, string | number>>): string =>
  Buffer.from(JSON.stringify(place)).toString("base64url");

/** The place in a cursor of ours; undefined without one. Throws BadRequest for anything else. */
export function placeIn<T extends z.ZodType>(cursor: string | undefined, schema: T): z.infer<T> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new BadRequest("`after` is not a place in this list: take `next` of the page before.", { cause });
  }
}

/** The keys at which DynamoDB goes on, all text. */
export const KeysCursor = z.record(z.string().max(40), z.string().max(1024));
