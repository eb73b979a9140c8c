import { Hono } from "hono";
import { TaskId } from "../contracts/ids.ts";
import { bulk } from "./bulk-tasks.ts";
import type { DeskEnv } from "./guards.ts";
import { type Asked, serve } from "./serve.ts";
import { takeDecision } from "./take-decision.ts";
import { noSuchTask, taskAnswer } from "./task-answers.ts";
import { assigning, claiming, releasing, renewing, snoozing, tagging } from "./task-changes.ts";
import { countTasks, listTasks } from "./task-list.ts";
import { type Operation, operate } from "./task-operations.ts";
import { taskView } from "./task-view.ts";
import { undoDecision } from "./undo-decision.ts";

type Changing = "claimTask" | "renewClaim" | "releaseTask" | "assignTask" | "snoozeTask" | "tagTask";

export function taskRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  const change = <Id extends Changing>(id: Id, operation: (asked: Asked<Id>) => Operation | Promise<Operation>) =>
    serve(app, id, async (asked) => {
      const taskId = TaskId.safeParse(asked.path("taskId"));
      if (!taskId.success) return noSuchTask(asked.c);
      const done = await operate(taskId.data, asked.ifMatch, asked.caller, await operation(asked));
      return taskAnswer(asked.c, done);
    });

  serve(app, "listTasks", async ({ c, caller, query }) => c.json(await listTasks(query, caller.id)));
  serve(app, "countTasks", async ({ c, caller }) => c.json(await countTasks(caller.id)));
  serve(app, "bulkTasks", async ({ c, caller, body }) => c.json({ results: await bulk(body, caller) }));
  serve(app, "readTask", async ({ c, path }) => {
    const taskId = TaskId.safeParse(path("taskId"));
    const view = taskId.success ? await taskView(taskId.data) : undefined;
    if (view === undefined) return noSuchTask(c);
    c.header("ETag", view.task.etag);
    return c.json(view);
  });
  change("claimTask", ({ caller, body }) => claiming(caller, body));
  change("renewClaim", ({ caller, body }) => renewing(caller, body));
  change("releaseTask", ({ caller }) => releasing(caller));
  change("assignTask", ({ caller, body }) => assigning(caller, body));
  change("snoozeTask", ({ caller, body }) => snoozing(caller, body));
  change("tagTask", ({ body }) => tagging(body.tags));
  serve(app, "decideTask", async ({ c, caller, body, path }) => {
    const taskId = TaskId.safeParse(path("taskId"));
    return taskId.success ? taskAnswer(c, await takeDecision(taskId.data, body, caller)) : noSuchTask(c);
  });
  serve(app, "undoDecision", async ({ c, caller, path, ifMatch }) => {
    const taskId = TaskId.safeParse(path("taskId"));
    return taskId.success ? taskAnswer(c, await undoDecision(taskId.data, ifMatch, caller)) : noSuchTask(c);
  });
  return app;
}
