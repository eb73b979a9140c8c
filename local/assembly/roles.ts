import type { Role } from "../services/permissions/authorize.ts";
import { type Statement, statementsOf } from "../services/permissions/statement.ts";
import type { Json } from "../services/service.ts";
import { isObject, references } from "./intrinsics.ts";
import { physicalName } from "./physical-name.ts";
import type { Plan, PlannedResource } from "./plan.ts";

/**
 * What each function of the template may do, from the policies of its role. A role is read when its function first asks,
 * since policies name resources that start after it; then it stays as read.
 */
export function functionRoles<Rooms>(
  plan: Plan<Rooms>,
  resolved: (stack: string, value: Json) => Json,
): (functionName: string) => Role | undefined {
  const known = new Map<string, Role>();
  const functions = new Map(
    plan.resources
      .filter(({ resource }) => resource.Type === "AWS::Lambda::Function")
      .map((planned) => [nameOf(planned, resolved), planned] as const),
  );
  return (functionName) => {
    const seen = known.get(functionName);
    if (seen) return seen;
    const planned = functions.get(functionName);
    const roleId = planned && references(planned.resource.Properties?.["Role"] ?? null)[0]?.name;
    if (!planned || roleId === undefined) return undefined;
    const role = { name: roleId, statements: statementsFor(plan, planned.stack.name, roleId, resolved) };
    known.set(functionName, role);
    return role;
  };
}

function nameOf<Rooms>(
  { stack, logicalId, resource }: PlannedResource<Rooms>,
  resolved: (stack: string, value: Json) => Json,
): string {
  const given = resource.Properties?.["FunctionName"];
  return given === undefined ? physicalName(stack.name, logicalId) : String(resolved(stack.name, given));
}

/** Inline policies of the role, and every policy resource attached to it. AWS's managed ones name nothing we serve. */
function statementsFor<Rooms>(
  plan: Plan<Rooms>,
  stackName: string,
  roleId: string,
  resolved: (stack: string, value: Json) => Json,
): Statement[] {
  return plan.resources
    .filter(({ stack }) => stack.name === stackName)
    .flatMap(({ logicalId, resource }) => {
      const properties = resource.Properties ?? {};
      if (resource.Type === "AWS::IAM::Role" && logicalId === roleId) {
        return listOf(properties["Policies"]).map((policy) => (isObject(policy) ? policy["PolicyDocument"] : null));
      }
      const attached = listOf(properties["Roles"])
        .flatMap(references)
        .some(({ name }) => name === roleId);
      return resource.Type === "AWS::IAM::Policy" && attached ? [properties["PolicyDocument"]] : [];
    })
    .flatMap((document) => statementsOf(resolved(stackName, document ?? null)));
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
