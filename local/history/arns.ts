import { arnOf } from "../services/service.ts";

export const machineArnOf = (name: string): string => arnOf("states", `stateMachine:${name}`);
export const executionArnOf = (machine: string, name: string): string =>
  arnOf("states", `execution:${machine}:${name}`);

export interface MachineName {
  readonly name: string;
  /** A version number or alias name after the machine's own ARN. */
  readonly qualifier: string | undefined;
}

/** Reads a state machine, version or alias ARN; undefined when it is none of this account. */
export function readMachineArn(arn: string): MachineName | undefined {
  const prefix = machineArnOf("");
  if (!arn.startsWith(prefix)) return undefined;
  const [name, qualifier, ...more] = arn.slice(prefix.length).split(":");
  return name === undefined || name === "" || more.length > 0 ? undefined : { name, qualifier };
}

/** Reads an execution ARN; undefined when it is none of this account. */
export function readExecutionArn(arn: string): { machine: string; name: string } | undefined {
  const prefix = arnOf("states", "execution:");
  if (!arn.startsWith(prefix)) return undefined;
  const [machine, name, ...more] = arn.slice(prefix.length).split(":");
  return machine && name && more.length === 0 ? { machine, name } : undefined;
}
