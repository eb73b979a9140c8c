import { arnOf } from "../services/service.ts";

export const machineArnOf = (name: string): string => arnOf("states", `stateMachine:${name}`);
/** `name` is the execution's; of an Express execution, `name:uuid`, which no other name can look like. */
export const executionArnOf = (machine: string, name: string): string =>
  arnOf("states", `${name.includes(":") ? "express" : "execution"}:${machine}:${name}`);

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
export function readExecutionArn(arn: string): { machine: string; name: string; express: boolean } | undefined {
  const prefix = arnOf("states", "");
  if (!arn.startsWith(prefix)) return undefined;
  const [kind, machine, ...name] = arn.slice(prefix.length).split(":");
  const parts = kind === "execution" ? 1 : kind === "express" ? 2 : 0;
  if (machine === undefined || machine === "" || name.length !== parts || name.includes("")) return undefined;
  return { machine, name: name.join(":"), express: kind === "express" };
}
