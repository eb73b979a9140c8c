import { createHash } from "node:crypto";
import { type Context, Hono } from "hono";
import { ArticleId } from "../contracts/desk/articles.ts";
import { changeArticle, listArticles, passageArticleId, readArticle } from "./articles.ts";
import { CannotDecide } from "./cannot-decide.ts";
import type { DeskEnv } from "./guards.ts";
import { problem } from "./problem.ts";
import { serve } from "./serve.ts";
import { whoWasTold } from "./who-was-told.ts";

/** Articles and who was told them. Trying a question is another function's work (`answer/try-question`), which may search. */
export function articleRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "listArticles", async ({ c }) => c.json({ articles: await listArticles() }));
  serve(app, "readArticle", async ({ c, path }) => {
    const found = await readArticle(path("articleId"));
    return found === undefined ? nothing(c) : c.json(found, 200, { ETag: found.article.etag });
  });
  serve(app, "writeArticle", async ({ c, caller, path, body, ifMatch }) => {
    if (!ArticleId.safeParse(path("articleId")).success) {
      throw new CannotDecide(
        "An article's id has small letters, digits and . _ -, and begins with one of the first two.",
      );
    }
    const written = await changeArticle(path("articleId"), body.markdown, ifMatch, caller.name);
    if (written !== "stale") return c.json(written, 200, { ETag: written.article.etag });
    const now = await readArticle(path("articleId"));
    return problem(c, 412, "changed", "This article was changed or made after you saw it. Load it again.", { ...now });
  });
  serve(app, "whoWasTold", async ({ c, path, query }) => {
    const found = await readArticle(path("articleId"));
    if (found === undefined) return nothing(c);
    const { markdown } = found;
    const version = createHash("sha256").update(markdown).digest("hex").slice(0, 16);
    const id = passageArticleId(markdown, path("articleId"));
    return c.json(await whoWasTold(id, found.article.editable ? version : undefined, query.limit, query.after));
  });
  return app;
}

const nothing = (c: Context): Response =>
  problem(c, 404, "unknown-article", "There is no such article. It may have been removed.");
