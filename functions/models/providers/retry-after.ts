/**
 * How long a `Retry-After` header asks to wait, in ms: seconds or an HTTP date (RFC 9110, 10.2.3), or the milliseconds of
 * `retry-after-ms`, which OpenAI sends beside it. Undefined when absent or senseless.
 */
export function retryAfterMs(
  header: (name: string) => string | null | undefined,
  nowMs: () => number,
): number | undefined {
  const exact = Number(header("retry-after-ms") ?? Number.NaN);
  if (exact >= 0) return exact;
  const text = header("retry-after");
  if (text === null || text === undefined || text === "") return undefined;
  const seconds = Number(text);
  const wait = Number.isNaN(seconds) ? Date.parse(text) - nowMs() : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
