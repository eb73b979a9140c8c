import type { MiddlewareHandler } from "hono";
import { loginOrigin } from "./login-endpoints.ts";

/** S3: nothing but our own files may run, show or be framed in the console, and nobody may frame it. */
const pagePolicy = (loginOrigin: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    // The page trades its sign-in code for a token at the user pool, which is another origin.
    ["connect-src 'self'", loginOrigin].filter((source) => source !== undefined).join(" "),
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");

/** Every answer's headers; a route that set its own Content-Security-Policy (the email frame) keeps it. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  if (!c.res.headers.has("content-security-policy")) c.header("Content-Security-Policy", pagePolicy(loginOrigin()));
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Referrer-Policy", "no-referrer");
  c.header("Cross-Origin-Opener-Policy", "same-origin");
  c.header("Cross-Origin-Resource-Policy", "same-origin");
  c.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  // Browsers ignore it over plain HTTP, so the loopback console is not affected.
  c.header("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  if (!c.res.headers.has("cache-control")) c.header("Cache-Control", "no-store");
};
