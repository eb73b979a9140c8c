import type { MiddlewareHandler } from "hono";
import { pagePolicy, permissionsPolicy } from "../contracts/page-policy.ts";
import { loginOrigin } from "./login-endpoints.ts";

/** Every answer's headers; a route that set its own Content-Security-Policy (the email frame) keeps it. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has("content-security-policy")) c.header("Content-Security-Policy", pagePolicy(loginOrigin()));
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Cross-Origin-Opener-Policy", "same-origin");
  c.header("Cross-Origin-Resource-Policy", "same-origin");
  c.header("Permissions-Policy", permissionsPolicy);
  // Browsers ignore it over plain HTTP, so the loopback console is not affected.
  c.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!c.res.headers.has("cache-control")) c.header("Cache-Control", "no-store");
};
