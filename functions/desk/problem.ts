import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Problem } from "../contracts/desk/endpoint.ts";

/**
 * The shape of every refusal: a code for programs, plain words that say what to do for people.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function problem(
  c: Context,
  status: ContentfulStatusCode,
  error: string,
  message: string,
  more: Readonly<Record<string, unknown>> = {},
): Response {
  const type = `urn:switchboard:problem:${error}`;
  const body: Problem = { type, title: titles[status] ?? "Refused", status, detail: message, error, message, ...more };
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/problem+json" });
}

const titles: Readonly<Record<number, string>> = {
  400: "The request does not fit",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "Somebody or something was first",
  410: "Over",
  412: "Changed meanwhile",
  413: "Too large",
  415: "Not JSON",
  422: "Cannot be done",
  428: "If-Match is missing",
  429: "Too many requests",
  500: "Our failure",
  503: "Busy",
};
