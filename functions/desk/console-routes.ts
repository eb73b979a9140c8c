import { Hono } from "hono";
import { etag } from "hono/etag";
import * as z from "zod";
import { EmailId } from "../contracts/ids.ts";
import { consoleFiles } from "../platform/console-files.ts";
import { readEmail } from "../platform/documents.ts";
import { signingKeys } from "../platform/signing.ts";
import { frameAllowed, framePage, framePolicy } from "./email-frame.ts";
import { type DeskEnv, queryOf } from "./guards.ts";
import { loginEndpoints } from "./login-endpoints.ts";
import { pictureAddress } from "./picture-addresses.ts";
import { problem } from "./problem.ts";
import { sanitiseHtml } from "./sanitise-html.ts";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
};
const typeOf = (name: string): string => types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";

/** Scripts and style sheets are named after their contents, so what was fetched once need never be asked for again. */
const isNamedByContents = (name: string): boolean => /-[0-9A-Z]{8}\.(js|css)$/.test(name);

const FrameQuery = z.strictObject({
  id: EmailId,
  until: z.coerce.number().int(),
  pictures: z.literal("yes").optional(),
  mac: z.string().min(1).max(100),
});

/** What needs no signed-in person: the page itself, where to sign in, and framed emails, whose address is the permission. */
export function consoleRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  app.get("/config.json", (c) => c.json(loginEndpoints()));
  app.get("/email", async (c) => {
    const query = queryOf(c, FrameQuery);
    if (query instanceof Response) return query;
    const { id: emailId, until } = query;
    const pictures = query.pictures !== undefined;
    const keys = await signingKeys();
    if (!frameAllowed({ emailId, until, pictures }, query.mac, keys)) {
      return problem(c, 403, "frame-expired", "This view of the email has expired. Open the task again.");
    }
    const { html } = await readEmail(emailId);
    c.header("Content-Security-Policy", framePolicy(pictures));
    c.header("Cache-Control", "private, max-age=600");
    const pictureAt = (url: string): string | undefined => pictureAddress(keys[0], { url, until });
    return c.html(framePage(sanitiseHtml(html ?? "", pictures ? pictureAt : undefined)));
  });
  app.get("/:file?", etag(), async (c, next) => {
    const name = c.req.param("file") ?? "index.html";
    const bytes = (await consoleFiles()).get(name);
    if (bytes === undefined) return next();
    return c.body(Buffer.from(bytes).toString(), 200, {
      "Content-Type": typeOf(name),
      "Cache-Control": isNamedByContents(name) ? "public, max-age=31536000, immutable" : "no-cache",
    });
  });
  return app;
}
