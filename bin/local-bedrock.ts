import { systemClock } from "../local/clock.ts";
import { forwardToBedrock } from "../local/services/bedrock.ts";
import type { WireHandler } from "../local/services/wire/message.ts";

/**
 * Hands Bedrock calls on with the user's own credentials, found as the AWS CLI finds them (environment, profile, SSO,
 * instance). Without a region it refuses them, saying what to set; the SDK is loaded only when it is needed.
 */
export async function bedrockFor(region: string | undefined): Promise<WireHandler> {
  const clock = systemClock;
  if (region === undefined) return forwardToBedrock({ clock, region, credentials: async () => undefined });
  const { BedrockRuntimeClient } = await import("@aws-sdk/client-bedrock-runtime");
  const client = new BedrockRuntimeClient({ region });
  // The SDK's own variable for another address: a VPC endpoint, a gateway, a test.
  const address = process.env["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"];
  return forwardToBedrock({
    ...{ clock, region, credentials: async () => client.config.credentials() },
    ...(address !== undefined && { address }),
  });
}
