import type { Resource } from "./machine.ts";

/** Takes a Task's Resource ARN apart; undefined when it has no form that Step Functions knows. */
export function parseResource(arn: string): Resource | undefined {
  const service = /^arn:[a-z-]+:states:[a-z0-9-]*:[0-9]*:(?<rest>(?:aws-sdk:)?[a-zA-Z0-9]+:.+)$/.exec(arn)?.groups?.[
    "rest"
  ];
  if (/^arn:[a-z-]+:states:[a-z0-9-]+:[0-9]+:activity:/.test(arn)) {
    return { arn, kind: "activity", service: "activity", action: arn, waitsForToken: false };
  }
  if (/^arn:[a-z-]+:lambda:[a-z0-9-]*:[0-9a-z_]*:function:.+/.test(arn)) {
    return { arn, kind: "function", service: "lambda", action: arn, waitsForToken: false };
  }
  if (service === undefined) return undefined;
  const parts = service.split(":");
  const width = parts[0] === "aws-sdk" ? 2 : 1;
  return {
    arn,
    kind: "service",
    service: parts.slice(0, width).join(":"),
    action: parts.slice(width).join(":"),
    waitsForToken: service.endsWith(".waitForTaskToken"),
  };
}
