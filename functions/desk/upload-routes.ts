import { Hono } from "hono";
import type { DeskEnv } from "./guards.ts";
import { serve } from "./serve.ts";
import { keepUpload } from "./uploads.ts";

export function uploadRoutes(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>();
  serve(app, "upload", async ({ c, caller, body }) => {
    const { uploadId, name, type, size } = await keepUpload(body, caller.name);
    return c.json({ uploadId, name, type, size }, 201);
  });
  return app;
}
