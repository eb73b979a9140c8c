/**
 * S3: nothing but our own files may run, show or be framed in the console, and nobody may frame it. Wherever the page is
 * served from, its policy is this one.
 */
export const pagePolicy = (loginOrigin: string | undefined): string =>
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

/** What the page may ask of the browser itself: nothing. */
export const permissionsPolicy = "camera=(), geolocation=(), microphone=()";
