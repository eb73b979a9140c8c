import type { Clock } from "../clock.ts";
import { AwsError } from "./aws-error.ts";
import { type Credentials, sign } from "./signature.ts";
import { jsonFailure } from "./wire/json.ts";
import type { WireHandler, WireReply } from "./wire/message.ts";

export interface BedrockOptions {
  readonly clock: Clock;
  /** SWITCHBOARD_BEDROCK_REGION; without it nothing is forwarded. */
  readonly region: string | undefined;
  /** The user's own, asked for at each call so that temporary ones stay fresh. */
  readonly credentials: () => Promise<Credentials | undefined>;
  /** `https://bedrock-runtime.REGION.amazonaws.com` unless given. */
  readonly address?: string;
}

// A long answer of a large model may take minutes; the caller's own limit is shorter.
const longestMs = 300_000;

/** Headers of the call that mean something to Bedrock; the rest belongs to the hop. */
const forwarded = /^(accept|content-type|x-amzn-bedrock-.+)$/;
const returned = /^(content-type|x-amzn-.+|retry-after)$/;

/**
 * Hands Bedrock Runtime calls (`/model/ID/converse`, `/invoke`…) on to AWS, signed with the user's credentials: there
 * is no Bedrock on one machine. Answers come whole, streams too.
 */
export const forwardToBedrock =
  ({ clock, region, credentials, address }: BedrockOptions): WireHandler =>
  async (request): Promise<WireReply> => {
    const key = region === undefined ? undefined : await credentials();
    if (region === undefined || !key) return refuse(denied);
    const query = request.query.size > 0 ? `?${request.query}` : "";
    const url = new URL(`${address ?? `https://bedrock-runtime.${region}.amazonaws.com`}${request.path}${query}`);
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => forwarded.test(name)));
    const { method, body } = request;
    const signed = sign({ method, url, headers, body }, key, { region, service: "bedrock", nowMs: clock.now() });
    try {
      const answer = await fetch(url, {
        method,
        headers: signed,
        signal: AbortSignal.timeout(longestMs),
        ...(method !== "GET" && { body: new Uint8Array(body) }),
      });
      return {
        status: answer.status,
        headers: Object.fromEntries([...answer.headers].filter(([name]) => returned.test(name))),
        body: new Uint8Array(await answer.arrayBuffer()),
      };
    } catch (cause) {
      return refuse(unreachable(region, cause));
    }
  };

const refuse = (error: AwsError): WireReply =>
  jsonFailure(error, { service: "bedrock", contentType: "application/json" });

const denied = new AwsError(
  "AccessDeniedException",
  "Bedrock is not connected: set SWITCHBOARD_BEDROCK_REGION and AWS credentials (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE), then start again",
  { status: 403 },
);

const unreachable = (region: string, cause: unknown): AwsError =>
  new AwsError(
    "ServiceUnavailableException",
    `Bedrock in ${region} did not answer: ${cause instanceof Error ? cause.message : String(cause)}`,
    { status: 503, cause },
  );
