import { ArnFormat, Stack } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Stage } from "../stages.ts";

export type Workflow = "support" | "event";

export const workflowName = (stage: Stage, workflow: Workflow): string => `switchboard-${stage.name}-${workflow}`;

/**
 * A workflow's ARNs, by its name: a function that a workflow calls may itself need that workflow's ARN, and references
 * would then go round in a circle. `live` is the alias through which every run is started.
 */
export function workflowArn(
  scope: Construct,
  stage: Stage,
  workflow: Workflow,
): { machine: string; live: string; executions: string } {
  const arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: "states", resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const name = workflowName(stage, workflow);
  return {
    machine: arn("stateMachine", name),
    live: arn("stateMachine", `${name}:live`),
    executions: arn("execution", `${name}:*`),
  };
}
