import * as z from "zod";

/** What a signed-in person may be. Roles are groups of the user pool; a person may have several. */
export const Role = z.enum(["agent", "lead", "admin", "auditor"]);
export type Role = z.infer<typeof Role>;

/** Who may call an endpoint. An auditor reads everything and changes nothing. */
export const readers: readonly Role[] = ["agent", "lead", "admin", "auditor"];
export const deciders: readonly Role[] = ["agent", "lead", "admin"];
export const leads: readonly Role[] = ["lead", "admin"];

/** One operation of the API; the OpenAPI document, the guards and the tests of authorisation are made from these. */
export interface Endpoint {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** With `{parameters}` as in OpenAPI, from `/api` on. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly roles: readonly Role[];
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Absent: the answer has no JSON body (a redirect, a file). */
  readonly response?: z.ZodType;
  /** Of success; 200 when absent. */
  readonly status?: 200 | 201 | 204;
  /**
   * `gives`: the answer has an ETag. `needs`: the request must carry it back in If-Match (428 without, 412 when the thing has
   * changed since). `either`: If-Match, or `version` and `seq` in the body.
   */
  readonly etag?: "gives" | "needs" | "either";
}

/** Every refusal. `error` is for programs, `message` for people and says what to do. RFC 9457, with `message` as `detail`. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  error: z.string(),
  message: z.string(),
});
export type Problem = z.infer<typeof Problem>;

/** How many rows a page may have, from 1 to 200. */
export const PageSize = z.coerce.number().int().min(1).max(200).default(50);
/** Opaque: `next` of the page before. A page may be short, even empty, and still have a `next`: go on until there is none. */
export const Cursor = z.string().min(1).max(2000);
/** ISO 8601 in UTC. */
export const Instant = z.iso.datetime();

/** Somebody who works here: `id` never changes, `name` is what others read. */
export const PersonRef = z.object({ id: z.string(), name: z.string() });
export type PersonRef = z.infer<typeof PersonRef>;
export const PersonId = z.string().min(1).max(128);

/** A label people give conversations and tasks. */
const Tag = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.:-]{0,39}$/u, "letters, digits, spaces and _ . : -, at most 40");
export const Tags = z.array(Tag).max(20);
