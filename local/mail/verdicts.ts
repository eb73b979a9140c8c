import { authenticate } from "mailauth";
import type { LookUp } from "./dns.ts";
import type { Envelope } from "./smtp-in.ts";

/** SES's words: GRAY means there is nothing to check against. DISABLED: the receipt rule does not scan. */
export type Verdict = "PASS" | "FAIL" | "GRAY" | "PROCESSING_FAILED" | "DISABLED";

export interface SenderVerdicts {
  readonly spf: Verdict;
  readonly dkim: Verdict;
  readonly dmarc: Verdict;
  /** What the sender's domain asks for; told only when DMARC failed. */
  readonly dmarcPolicy?: "none" | "quarantine" | "reject";
  /** Where servers that passed the email on sealed what they had found (RFC 8617). SES tells nothing of it. */
  readonly arc?: ArcVerdict;
  /** `Received-SPF` and `Authentication-Results`, folded, each line ending in CRLF. */
  readonly headers: string;
}

interface ArcVerdict {
  readonly status: Verdict;
  /** Domain of the last seal. */
  readonly sealer?: string;
  /** What the sealer had found about the sender's DMARC. */
  readonly dmarc?: Verdict;
}

export type Verifier = (email: { envelope: Envelope; raw: Buffer }) => Promise<SenderVerdicts>;

// What we could not find out counts as that, never as a pass or a failure.
const verdicts: Readonly<Record<string, Verdict>> = {
  pass: "PASS",
  fail: "FAIL",
  softfail: "GRAY",
  neutral: "GRAY",
  none: "GRAY",
  skipped: "GRAY",
  policy: "FAIL",
  temperror: "PROCESSING_FAILED",
  temperr: "PROCESSING_FAILED",
  permerror: "PROCESSING_FAILED",
};
const verdictOf = (result: string): Verdict => verdicts[result] ?? "PROCESSING_FAILED";

export interface VerifierOptions {
  readonly lookUp: LookUp;
  /** Milliseconds after which the checks count as failed to run; the sender waits for our 250 meanwhile. */
  readonly limitMs?: number;
}

/** Checks SPF, DKIM and DMARC with mailauth. Never rejects: what goes wrong is PROCESSING_FAILED. */
export function openVerifier({ lookUp, limitMs = 10_000 }: VerifierOptions): Verifier {
  return async ({ envelope, raw }) => {
    const limit = new AbortController();
    try {
      return await Promise.race([check(envelope, raw, lookUp), failAfter(limitMs, limit.signal)]);
    } catch {
      return unchecked;
    } finally {
      limit.abort();
    }
  };
}

const unchecked: SenderVerdicts = {
  spf: "PROCESSING_FAILED",
  dkim: "PROCESSING_FAILED",
  dmarc: "PROCESSING_FAILED",
  headers: "Authentication-Results: amazonses.com; none\r\n",
};

const failAfter = (ms: number, signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const timer = setTimeout(() => reject(new Error(`Sender checks took longer than ${ms} ms`)), ms);
    signal.addEventListener("abort", () => clearTimeout(timer));
  });

async function check(envelope: Envelope, raw: Buffer, lookUp: LookUp): Promise<SenderVerdicts> {
  const found = await authenticate(raw, {
    ip: envelope.remoteAddress,
    helo: envelope.helo,
    sender: envelope.from,
    // As SES names itself in these headers.
    mta: "amazonses.com",
    minBitLength: 1024,
    disableBimi: true,
    resolver: lookUp,
  });
  const dmarc = found.dmarc === false ? "GRAY" : verdictOf(found.dmarc.status.result);
  const arc = arcOf(found.arc);
  const policy = found.dmarc === false ? undefined : policyOf(found.dmarc.policy);
  return {
    spf: found.spf === false ? "GRAY" : verdictOf(found.spf.status.result),
    dkim: dkimOf(found.dkim.results.map(({ status }) => verdictOf(status.result))),
    dmarc,
    ...(dmarc === "FAIL" && policy !== undefined && { dmarcPolicy: policy }),
    ...(arc !== undefined && { arc }),
    headers: `${found.headers.trimEnd()}\r\n`,
  };
}

/** Undefined where nobody sealed anything. */
function arcOf(found: Awaited<ReturnType<typeof authenticate>>["arc"]): ArcVerdict | undefined {
  if (found === false || found.status.result === "none") return undefined;
  const sealer = found.signature === false ? undefined : found.signature?.signingDomain;
  const dmarc: unknown = found.authenticationResults?.["dmarc"]?.result;
  return {
    status: verdictOf(found.status.result),
    ...(sealer !== undefined && { sealer }),
    ...(typeof dmarc === "string" && { dmarc: verdictOf(dmarc) }),
  };
}

/** One good signature is enough; without one the best excuse counts. */
const dkimOf = (each: readonly Verdict[]): Verdict =>
  (["PASS", "PROCESSING_FAILED", "FAIL"] as const).find((verdict) => each.includes(verdict)) ?? "GRAY";

const policyOf = (policy: string): SenderVerdicts["dmarcPolicy"] =>
  (["none", "quarantine", "reject"] as const).find((known) => known === policy);

const testStrings = {
  spam: "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X",
  // In pieces, so that virus scanners do not mistake this file for what it describes.
  virus: ["X5O!P%@AP[4", "\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""),
} as const;

/**
 * Spam and virus verdicts: only the industry's test strings (GTUBE, EICAR; plain or base64) fail. This is a stand-in
 * that lets both paths be tried, no filter: whoever receives real email on one machine filters before it gets here.
 */
export function scan(raw: Buffer): { spam: Verdict; virus: Verdict } {
  const found = (text: string): boolean => raw.includes(text) || raw.includes(base64Core(text));
  return { spam: found(testStrings.spam) ? "FAIL" : "PASS", virus: found(testStrings.virus) ? "FAIL" : "PASS" };
}

/** The part of the text's base64 that is the same wherever a line or file begins with the text. */
const base64Core = (text: string): string =>
  Buffer.from(text)
    .toString("base64")
    .replace(/.{0,4}=*$/, "")
    .slice(0, 60);
