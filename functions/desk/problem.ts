import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The shape of every refusal: a code for programs, plain words that say what to do for people. */
export interface Problem {
  readonly error: string;
  readonly message: string;
}

export const problem = (c: Context, status: ContentfulStatusCode, error: string, message: string, more: object = {}) =>
  c.json({ error, message, ...more } satisfies Problem, status);
