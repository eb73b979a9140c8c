import { Hono } from "hono";
import { logger } from "../platform/logger.ts";
import { articleRoutes } from "./article-routes.ts";
import { BadRequest } from "./bad-request.ts";
import { CannotDecide } from "./cannot-decide.ts";
import { consoleRoutes } from "./console-routes.ts";
import { conversationRoutes } from "./conversation-routes.ts";
import { executionRoutes } from "./execution-routes.ts";
import { type DeskEnv, signedIn } from "./guards.ts";
import { linkRoutes } from "./link-routes.ts";
import { metricsRoutes } from "./metrics-routes.ts";
import { openApi } from "./open-api.ts";
import { peopleRoutes } from "./people-routes.ts";
import { policyRoutes } from "./policy-routes.ts";
import { problem } from "./problem.ts";
import { recordRoutes } from "./record-routes.ts";
import { savedReplyRoutes } from "./saved-reply-routes.ts";
import { securityHeaders } from "./security-headers.ts";
import { taskRoutes } from "./task-routes.ts";
import { uploadRoutes } from "./upload-routes.ts";

const apiRoutes = () => [
  taskRoutes(),
  conversationRoutes(),
  recordRoutes(),
  policyRoutes(),
  peopleRoutes(),
  savedReplyRoutes(),
  executionRoutes(),
  articleRoutes(),
  metricsRoutes(),
  uploadRoutes(),
];

/** The desk's HTTP API and page, the same for API Gateway, for the local runtime and for tests. */
export function deskApp(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.use(securityHeaders);
  app.use("/api/*", signedIn);
  app.get("/api/openapi.json", (c) => c.json(openApi()));
  for (const routes of apiRoutes()) app.route("/", routes);
  app.route("/", linkRoutes());
  app.route("/", consoleRoutes());
  app.notFound((c) => problem(c, 404, "not-found", "There is nothing at this address."));
  app.onError((error, c) => {
    if (error instanceof BadRequest) return problem(c, 400, "bad-request", error.message);
    if (error instanceof CannotDecide) return problem(c, 422, "cannot-decide", error.message);
    if (error.name === "Busy") {
      c.header("Retry-After", "1");
      return problem(c, 503, "busy", "Others are writing the same things just now. Try again in a second.");
    }
    logger.error("A request failed", {
      failure: error.name,
      cause: error.message,
      route: `${c.req.method} ${c.req.path}`,
    });
    return problem(c, 500, "failed", "Something went wrong on our side. It has been logged; try again.");
  });
  return app;
}
