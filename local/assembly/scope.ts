import { home, type Json } from "../services/service.ts";
import type { CloudAssembly, Stack } from "./cloud-assembly.ts";
import { noValue, resolve, type Scope } from "./intrinsics.ts";
import type { Started } from "./resource-type.ts";

/** What CloudFormation knows without a template. */
const pseudoParameters = (stack: string): Readonly<Record<string, Json | typeof noValue>> => ({
  "AWS::AccountId": home.account,
  "AWS::Region": home.region,
  "AWS::Partition": home.partition,
  "AWS::URLSuffix": "amazonaws.com",
  "AWS::StackName": stack,
  "AWS::StackId": `arn:aws:cloudformation:${home.region}:${home.account}:stack/${stack}/local`,
  "AWS::NotificationARNs": [],
  "AWS::NoValue": noValue,
});

/** Names as one stack sees them; `started` finds what already runs. */
export function scopeOf(
  assembly: CloudAssembly,
  stack: Stack,
  started: (stack: string, logicalId: string) => Started | undefined,
): Scope {
  const { Parameters, Conditions, Mappings } = stack.template;
  const running = (logicalId: string): Started => {
    const found = started(stack.name, logicalId);
    if (!found) throw new Error(`${stack.name} refers to ${logicalId}, which is not in it`);
    return found;
  };
  const scopeIn = (other: Stack): Scope => scopeOf(assembly, other, started);
  const scope: Scope = {
    ref: (name) => {
      const pseudo = pseudoParameters(stack.name)[name];
      if (pseudo !== undefined) return pseudo;
      const parameter = Parameters[name];
      if (!parameter) return running(name).ref;
      if (parameter.Default === undefined) throw new Error(`The parameter ${name} of ${stack.name} has no default`);
      return parameter.Default;
    },
    attribute: (resource, name) => {
      const { attributes } = running(resource);
      // Custom resources may answer attributes with dots in their names, so no descent.
      const value = attributes[name];
      if (value === undefined) throw new Error(`${stack.name}/${resource} has no attribute ${name} here`);
      return value;
    },
    imported: (exportName) => {
      for (const other of assembly.stacks) {
        for (const { Value, Export } of Object.values(other.template.Outputs)) {
          if (Export && resolve(Export.Name, scopeIn(other)) === exportName) return resolve(Value, scopeIn(other));
        }
      }
      throw new Error(`${stack.name} imports ${exportName}, which no stack exports`);
    },
    stackOutput: (name, output) => {
      const other = assembly.stacks.find((one) => one.name === name);
      const value = other?.template.Outputs[output]?.Value;
      if (!other || value === undefined) throw new Error(`There is no output ${output} of a stack ${name}`);
      return resolve(value, scopeIn(other));
    },
    condition: (name) => {
      const condition = Conditions[name];
      if (condition === undefined) throw new Error(`${stack.name} has no condition ${name}`);
      return resolve(condition, scope) === true;
    },
    mapped: (map, first, second) => {
      const value = Mappings[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`${stack.name} has no mapping ${map}.${first}.${second}`);
      return value;
    },
  };
  return scope;
}

/** Conditions may refer to parameters only, so they can be told before anything runs. */
export function conditionHolds(stack: Stack, name: string): boolean {
  return scopeOf({ stacks: [stack] }, stack, () => undefined).condition(name);
}
