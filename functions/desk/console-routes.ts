import { Hono } from "hono";
import * as z from "zod";
import { EmailId } from "../contracts/ids.ts";
import { consoleFile } from "../platform/console-files.ts";
import { readEmail } from "../platform/documents.ts";
import { signingKeys } from "../platform/signing.ts";
import { frameAllowed, framePage, framePolicy } from "./email-frame.ts";
import { type DeskEnv, queryOf } from "./guards.ts";
import { loginEndpoints } from "./login-endpoints.ts";
import { problem } from "./problem.ts";
import { sanitiseHtml } from "./sanitise-html.ts";

/** Every file of the page; nothing of a request's path reaches the file system. */
const files = [
  ["/", "index.html", "text/html; charset=utf-8"],
  ["/desk.css", "desk.css", "text/css; charset=utf-8"],
  ["/desk.js", "desk.js", "text/javascript; charset=utf-8"],
  ["/favicon.svg", "favicon.svg", "image/svg+xml"],
] as const;

const FrameQuery = z.strictObject({ id: EmailId, until: z.coerce.number().int(), mac: z.string().min(1).max(100) });

/** What needs no signed-in person: the page itself, where to sign in, and framed emails, whose address is the permission. */
export function consoleRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  for (const [path, name, type] of files) {
    app.get(path, async (c) => {
      const bytes = await consoleFile(name);
      return c.body(Buffer.from(bytes).toString(), 200, { "Content-Type": type, "Cache-Control": "no-cache" });
    });
  }
  app.get("/config.json", (c) => c.json(loginEndpoints()));
  app.get("/email", async (c) => {
    const query = queryOf(c, FrameQuery);
    if (query instanceof Response) return query;
    if (!frameAllowed(query.id, query.until, query.mac, await signingKeys())) {
      return problem(c, 403, "frame-expired", "This view of the email has expired. Open the task again.");
    }
    const { html } = await readEmail(query.id);
    c.header("Content-Security-Policy", framePolicy);
    c.header("Cache-Control", "private, max-age=600");
    return c.html(framePage(sanitiseHtml(html ?? "")));
  });
  return app;
}
