import { Hono } from "hono";
import { etag } from "hono/etag";
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
const scripts = [
  "api-client",
  "automation",
  "desk",
  "dialog",
  "dom",
  "draft-editor",
  "emails",
  "everything",
  "log-lines",
  "mood",
  "sign-in",
  "sources",
  "task-detail",
  "task-list",
  "words",
];
const styles = ["controls", "desk", "list", "task"];
const files: readonly (readonly [path: string, name: string, type: string])[] = [
  ["/", "index.html", "text/html; charset=utf-8"],
  ...styles.map((name) => [`/${name}.css`, `${name}.css`, "text/css; charset=utf-8"] as const),
  ["/favicon.svg", "favicon.svg", "image/svg+xml"],
  ...scripts.map((name) => [`/${name}.js`, `${name}.js`, "text/javascript; charset=utf-8"] as const),
];

const FrameQuery = z.strictObject({
  id: EmailId,
  until: z.coerce.number().int(),
  pictures: z.literal("yes").optional(),
  mac: z.string().min(1).max(100),
});

/** What needs no signed-in person: the page itself, where to sign in, and framed emails, whose address is the permission. */
export function consoleRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  for (const [path, name, type] of files) {
    app.get(path, etag(), async (c) => {
      const bytes = await consoleFile(name);
      return c.body(Buffer.from(bytes).toString(), 200, { "Content-Type": type, "Cache-Control": "no-cache" });
    });
  }
  app.get("/config.json", (c) => c.json(loginEndpoints()));
  app.get("/email", async (c) => {
    const query = queryOf(c, FrameQuery);
    if (query instanceof Response) return query;
    if (!frameAllowed(
        { emailId: query.id, until: query.until, pictures: query.pictures !== undefined },
        query.mac,
        await signingKeys(),
      )) {
      return problem(c, 403, "frame-expired", "This view of the email has expired. Open the task again.");
    }
    const { html } = await readEmail(query.id);
    c.header("Content-Security-Policy", framePolicy);
    c.header("Cache-Control", "private, max-age=600");
    return c.html(framePage(sanitiseHtml(html ?? "")));
  });
  return app;
}
