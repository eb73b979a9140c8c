export interface SesFate {
  /** `not-now`: not taken, later perhaps. `never`: refused. `unknown`: perhaps taken. */
  readonly fate: "not-now" | "never" | "unknown";
  /** For people: the service's own error name and sentence. */
  readonly because: string;
}

// https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
const refusals = new Set([
  "AccountSuspendedException",
  "BadRequestException",
  "MailFromDomainNotVerifiedException",
  "MessageRejected",
  "NotFoundException",
  "SendingPausedException",
  "AccessDeniedException",
]);

// What says in so many words that nothing was done. Any other 5xx may come after the email was taken.
const notNow = new Set([429, 503]);

// The connection was never made, so nothing can have been taken.
const neverArrived = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"]);

/** What an error of SendEmail says about the email's fate. */
export function whatBecame(error: unknown): SesFate {
  if (!(error instanceof Error)) return { fate: "unknown", because: "the mail service failed without a word" };
  const because = `${error.name}: ${error.message}`.slice(0, 300);
  const status = httpStatus(error);
  if (refusals.has(error.name)) return { fate: "never", because };
  if (status !== undefined && (notNow.has(status) || isThrottle(error))) return { fate: "not-now", because };
  if (status !== undefined) return { fate: status >= 500 ? "unknown" : "never", because };
  if ("code" in error && typeof error.code === "string" && neverArrived.has(error.code))
    return { fate: "not-now", because };
  // The SDK's own failure before any request, e.g. no credentials.
  if (error.name === "CredentialsProviderError") return { fate: "not-now", because };
  return { fate: "unknown", because };
}

const isThrottle = (error: Error): boolean => /Throttl|TooManyRequests|LimitExceeded/.test(error.name);

function httpStatus(error: Error): number | undefined {
  const facts = "$metadata" in error ? error.$metadata : undefined;
  if (typeof facts !== "object" || facts === null || !("httpStatusCode" in facts)) return undefined;
  return typeof facts.httpStatusCode === "number" ? facts.httpStatusCode : undefined;
}
