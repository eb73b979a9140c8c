import * as z from "zod";
import { ReplyRow, TaskRow } from "../../functions/contracts/rows.ts";
import { deskApp } from "../../functions/desk/app.ts";
import { handler as askAPerson } from "../../functions/desk/ask-a-person.lambda.ts";
import type { arrives } from "./left-by-intake.ts";
import type { World } from "./world.ts";

type Ids = Awaited<ReturnType<typeof arrives>>;

/** The workflow's *Ask a person*: hands over a token and waits on it. */
export async function asks(world: World, ids: Ids, token: string, more: object = {}): Promise<void> {
  world.runs.waiting.add(token);
  await askAPerson({
    ...{ interactionId: ids.interactionId, conversationId: ids.conversationId, seq: ids.seq, token, kind: "reply" },
    ...{ reasons: ["negative-mood"], note: null, mood: null, sorting: null, draftId: ids.draftId },
    ...more,
  });
}

export const app = deskApp();

/** A signed-in person's request, as API Gateway hands it on. */
export async function request(path: string, init: RequestInit = {}, groups = "[agent]", name = "Anna") {
  const claims = { sub: name.toLowerCase(), name, "cognito:groups": groups };
  return app.request(path, init, { requestContext: { authorizer: { jwt: { claims } } } });
}

const Task = TaskRow.extend({ why: z.array(z.string()), etag: z.string() });
export type Task = z.infer<typeof Task>;

/** What the API's answers are made of, as far as tests look. */
const Answer = z.looseObject({
  error: z.string().optional(),
  message: z.string().default(""),
  version: z.int().optional(),
  task: Task.optional(),
  tasks: z.array(Task).default([]),
  replies: z.array(ReplyRow).default([]),
  next: z.string().optional(),
});

export const jsonOf = async (response: Response) => Answer.parse(await response.json());

export const get = async (path: string) => jsonOf(await request(path));

/** A write with If-Match, as the page sends it. */
export const send = (
  method: "POST" | "PUT" | "DELETE",
  path: string,
  body: unknown,
  { etag, groups, name }: { etag?: string; groups?: string; name?: string } = {},
) =>
  request(
    path,
    {
      method,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", ...(etag !== undefined && { "if-match": etag }) },
    },
    groups,
    name,
  );

export const post = (path: string, body: unknown, groups?: string, name?: string) =>
  request(
    path,
    { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } },
    groups,
    name,
  );

export async function openTasks(): Promise<Task[]> {
  return (await get("/api/tasks")).tasks;
}

export async function taskOf(ids: Ids): Promise<Task> {
  const task = (await openTasks()).find((each) => each.conversationId === ids.conversationId);
  if (task === undefined) throw new Error("no task waits in this conversation");
  return task;
}
