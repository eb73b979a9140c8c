import * as z from "zod";
import { TryQuestion } from "../contracts/desk/articles.ts";
import { deskApi } from "../contracts/desk-api.ts";
import { callerFrom } from "../platform/caller.ts";
import { answersFrom } from "./knowledge/answers-from.ts";
import { openLibrary } from "./knowledge/library.ts";

/** What an HTTP API sends, as far as it is looked at. @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
const HttpEvent = z.looseObject({
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.looseObject({
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }).optional(),
  }),
});

const jsonBody = z.string().transform((text, context) => {
  try {
    return TryQuestion.parse(JSON.parse(text));
  } catch (error) {
    context.addIssue(error instanceof z.ZodError ? z.prettifyError(error) : "Send JSON.");
    return z.NEVER;
  }
});

/**
 * `POST /api/articles/try`: what an email with this question would find. A function of its own behind the desk's API, since
 * searching is this room's work; it judges the caller as the desk does.
 */
export const handler = async (event: unknown) => {
  const { headers, body, isBase64Encoded, requestContext } = HttpEvent.parse(event);
  const caller = callerFrom(requestContext.authorizer?.jwt.claims, headers["authorization"]);
  if (caller === undefined) return refused(401, "sign-in", "Sign in first.");
  if (!caller.roles.some((role) => deskApi.tryQuestion.roles.includes(role))) {
    return refused(403, "no-role", "You have no role here yet. Ask an administrator for one.");
  }
  if (!/^application\/json(\s*;|$)/i.test(headers["content-type"] ?? "")) {
    return refused(415, "not-json", "Send JSON, with the header Content-Type: application/json.");
  }
  const wish = jsonBody.safeParse(isBase64Encoded ? Buffer.from(body, "base64").toString() : body);
  if (!wish.success)
    return refused(400, "bad-request", `This request does not fit: ${wish.error.issues[0]?.message ?? ""}`);
  const library = await openLibrary();
  const { question, language } = wish.data;
  return answer(200, {
    passages: (await library?.find([question], language, { subject: "", words: question })) ?? [],
    answersFrom,
  });
};

const refused = (status: number, error: string, message: string) =>
  answer(status, {
    type: `urn:switchboard:problem:${error}`,
    title: "Refused",
    status,
    detail: message,
    error,
    message,
  });

const answer = (statusCode: number, body: object) => ({
  statusCode,
  headers: {
    "content-type": statusCode < 400 ? "application/json" : "application/problem+json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  },
  body: JSON.stringify(body),
});
