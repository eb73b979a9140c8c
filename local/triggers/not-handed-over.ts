import { AwsError } from "../services/aws-error.ts";

/**
 * What a mapping tells when its function was not called at all: refused, throttled, gone. One line without contents: only
 * AWS's own words are repeated, since any other error may quote what was in the batch.
 */
export function notHandedOver(sourceArn: string, count: number, functionArn: string, error: unknown): string {
  const name = error instanceof Error ? error.name : "unknown failure";
  const why = error instanceof AwsError ? `${name}: ${error.message}` : name;
  return `${sourceArn}: ${count} records were not handed to ${functionArn}: ${why}`.replaceAll(/\s+/g, " ");
}
