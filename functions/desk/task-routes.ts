import { type Context, Hono } from "hono";
import { TaskId } from "../contracts/ids.ts";
import type { DeskEnv } from "./guards.ts";
import { problem } from "./problem.ts";
import { serve } from "./serve.ts";
import { takeDecision } from "./take-decision.ts";
import { listTasks, visible } from "./task-list.ts";
import { taskView } from "./task-view.ts";

export function taskRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "listTasks", async ({ c, query }) => c.json(await listTasks(query.status, query.limit, query.after)));
  serve(app, "readTask", async ({ c, path }) => {
    const taskId = TaskId.safeParse(path("taskId"));
    const view = taskId.success ? await taskView(taskId.data) : undefined;
    if (view === undefined) return noSuchTask(c);
    c.header("ETag", view.task.etag);
    return c.json(view);
  });
  serve(app, "decideTask", async ({ c, caller, body, path }) => {
    const taskId = TaskId.safeParse(path("taskId"));
    const taken = taskId.success ? await takeDecision(taskId.data, body, caller.name) : { kind: "unknown" as const };
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
