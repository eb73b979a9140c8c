import { expect, test } from "vitest";
import * as z from "zod";
import { handler } from "../../functions/answer/try-question.lambda.ts";

const event = (groups: string | undefined, body: unknown, type = "application/json") => ({
  headers: { "content-type": type },
  body: JSON.stringify(body),
  isBase64Encoded: false,
  requestContext:
    groups === undefined ? {} : { authorizer: { jwt: { claims: { name: "Anna", "cognito:groups": groups } } } },
});
const Answer = z.object({ statusCode: z.number(), body: z.string() });
const status = async (asked: object) => Answer.parse(await handler(asked)).statusCode;
const question = { question: "How long does delivery take?" };

test("S9: trying a question is for everybody with a role, and for nobody else", async () => {
  expect(await status(event(undefined, question))).toBe(401);
  expect(await status(event("[visitor]", question))).toBe(403);
  for (const role of ["agent", "lead", "admin", "auditor"]) expect(await status(event(`[${role}]`, {}))).toBe(400);
  expect(await status(event("[agent]", question, "text/plain"))).toBe(415);
  expect(await status(event("[agent]", { ...question, role: "admin" }))).toBe(400);
});
