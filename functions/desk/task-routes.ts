import { type Context, Hono } from "hono";
import * as z from "zod";
import { DecisionRequest } from "../contracts/decision.ts";
import { TaskId } from "../contracts/ids.ts";
import { bodyOf, type DeskEnv, mayWrite, PageSize, queryOf } from "./guards.ts";
import { problem } from "./problem.ts";
import { takeDecision } from "./take-decision.ts";
import { listTasks, visible } from "./task-list.ts";
import { taskView } from "./task-view.ts";

const ListQuery = z.strictObject({
  status: z.enum(["open", "decided", "closed"]).default("open"),
  limit: PageSize,
  after: z.base64url().max(2000).optional(),
});

export function taskRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get("/tasks", async (c) => {
    const query = queryOf(c, ListQuery);
    if (query instanceof Response) return query;
    return c.json(await listTasks(query.status, query.limit, query.after));
  });
  app.get("/tasks/:taskId", async (c) => {
    const taskId = TaskId.safeParse(c.req.param("taskId"));
    const view = taskId.success ? await taskView(taskId.data) : undefined;
    return view === undefined ? noSuchTask(c) : c.json(view);
  });
  app.post("/tasks/:taskId/decision", mayWrite, async (c) => {
    const taskId = TaskId.safeParse(c.req.param("taskId"));
    if (!taskId.success) return noSuchTask(c);
    const request = await bodyOf(c, DecisionRequest);
    if (request instanceof Response) return request;
    const taken = await takeDecision(taskId.data, request, c.get("caller").name);
    switch (taken.kind) {
      case "taken":
        return c.json({ task: visible(taken.task) });
      case "unknown":
        return noSuchTask(c);
      case "busy":
        c.header("Retry-After", "1");
        return problem(c, 503, "busy", "Others are changing this task just now. Try again in a second.");
      case "conflict":
        return problem(c, 409, taken.error, taken.message, {
          version: taken.task.version,
          seq: taken.task.seq,
          task: visible(taken.task),
        });
    }
  });
  return app;
}

const noSuchTask = (c: Context) =>
  problem(c, 404, "unknown-task", "There is no such task. It may have expired; go back to the list.");
