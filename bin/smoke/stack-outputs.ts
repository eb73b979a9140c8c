import type { SQSClient } from "@aws-sdk/client-sqs";
import { sign } from "../../local/services/signature.ts";

/**
 * The address that `cdk deploy` printed as `DeskUrl`. One call of CloudFormation's query API, signed by hand with the
 * credentials and region the SDK found, instead of one more SDK client.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export async function deskUrlOf(stage: string, { config }: SQSClient): Promise<string> {
  const region = await config.region();
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const query = new URLSearchParams({
    Action: "DescribeStacks",
    StackName: `switchboard-${stage}`,
    Version: "2010-05-15",
  });
  const url = new URL(`https://cloudformation.${region}.${domain}/?${query}`);
  const headers = sign({ method: "GET", url, headers: {}, body: new Uint8Array() }, await config.credentials(), {
    region,
    service: "cloudformation",
    nowMs: Date.now(),
  });
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(20_000) });
  const text = await response.text();
  if (!response.ok)
    throw new Error(
      `CloudFormation does not describe switchboard-${stage} (${response.status}: ${/<Message>([^<]*)/.exec(text)?.[1] ?? "no reason given"}). ` +
        "Give the desk's address with --desk URL instead.",
    );
  return outputOf(text, "DeskUrl");
}

/** One output of a stack in DescribeStacks' XML. Throws when it has none of that name. */
export function outputOf(xml: string, key: string): string {
  for (const [member] of xml.matchAll(/<member>(?:(?!<member>)[\s\S])*?<\/member>/g)) {
    if (!member.includes(`<OutputKey>${key}</OutputKey>`)) continue;
    const value = /<OutputValue>(?<value>[^<]+)<\/OutputValue>/.exec(member)?.groups?.["value"];
    if (value !== undefined) return value;
  }
  throw new Error(`The stack has no output ${key}: deploy it again, or give the desk's address with --desk URL.`);
}
