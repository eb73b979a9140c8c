import type { Json, JsonObject } from "../services/service.ts";
import { isObject, resolve } from "./intrinsics.ts";
import { noEffect } from "./no-effect.ts";
import { physicalName } from "./physical-name.ts";
import { keyOf, type Plan, type PlannedResource } from "./plan.ts";
import type { Started } from "./resource-type.ts";
import { scopeOf } from "./scope.ts";

/** A stack's outputs as CloudFormation would show them, by stack name. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/**
 * Starts every resource of a plan as soon as what it needs runs. `addresses` maps what the template composes into public addresses
 * (`https://<api>.execute-api…`) to where it is on this machine; starters add to it. `resolver` is given the
 * means to resolve what is left for later (policies of roles). Throws naming the resource.
 */
export async function startAssembly<Rooms>(
  plan: Plan<Rooms>,
  rooms: Rooms,
  addresses: ReadonlyMap<string, string>,
  resolver: (resolved: (stack: string, value: Json) => Json) => void,
): Promise<Outputs> {
  const running = new Map<string, Started>();
  const scopes = new Map(
    plan.assembly.stacks.map((stack) => [
      stack.name,
      scopeOf(plan.assembly, stack, (name, logicalId) => running.get(`${name}/${logicalId}`)),
    ]),
  );
  const resolved = (stack: string, value: Json): Json => {
    const scope = scopes.get(stack);
    if (!scope) throw new Error(`There is no stack ${stack}`);
    return relocated(resolve(value, scope), addresses);
  };
  resolver(resolved);
  const starting = new Map<string, Promise<void>>();
  for (const planned of plan.resources) {
    // In the order of the plan, so what is needed is always there already; side by side, because functions are slow.
    const needed = planned.needs.flatMap((key) => starting.get(key) ?? []);
    const start = async (): Promise<void> => {
      await Promise.all(needed);
      running.set(keyOf(planned.stack, planned.logicalId), await named(planned, startOne(planned, rooms, resolved)));
    };
    starting.set(keyOf(planned.stack, planned.logicalId), start());
  }
  await Promise.all(starting.values());
  return Object.fromEntries(
    plan.assembly.stacks.map(({ name, template }) => [
      name,
      Object.fromEntries(
        Object.entries(template.Outputs).map(([output, { Value }]) => [output, resolved(name, Value)]),
      ),
    ]),
  );
}

/** Says which resource it was that could not start. */
async function named<Rooms>({ stack, logicalId, resource }: PlannedResource<Rooms>, work: Promise<Started>) {
  try {
    return await work;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${keyOf(stack, logicalId)} (${resource.Type}) cannot start: ${message}`, { cause });
  }
}

async function startOne<Rooms>(
  { stack, logicalId, resource, type }: PlannedResource<Rooms>,
  rooms: Rooms,
  resolved: (stack: string, value: Json) => Json,
): Promise<Started> {
  const generatedName = physicalName(stack.name, logicalId);
  const given = resource.Properties ?? {};
  if (!type) {
    // Of what has no effect only the name is looked at, so that nothing in it can stop the start.
    const nameProperty = noEffect[resource.Type]?.name;
    const named = nameProperty === undefined ? undefined : given[nameProperty];
    const name = named === undefined ? generatedName : String(resolved(stack.name, named));
    return noEffect[resource.Type]?.stand(name) ?? providerStand(name);
  }
  const properties = resolved(stack.name, given);
  return type.start(
    {
      stack: stack.name,
      logicalId,
      type: resource.Type,
      properties: isObject(properties) ? properties : {},
      metadata: resource.Metadata ?? {},
      generatedName,
      asset: (hash) => {
        const found = stack.assets.get(hash.replace(/\.[a-z]+$/, ""));
        if (found === undefined) throw new Error(`there is no asset ${hash}`);
        return found;
      },
    },
    rooms,
  );
}

const providerStand = (name: string): Started => ({
  ref: name,
  attributes: { Arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}` },
});

/** `value` with public addresses replaced by local ones in every text. */
function relocated(value: Json, addresses: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") {
    let text = value;
    for (const [there, here] of addresses) text = text.replaceAll(there, here);
    return text;
  }
  if (Array.isArray(value)) return value.map((item) => relocated(item, addresses));
  if (!isObject(value)) return value;
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(value)) members[name] = relocated(member, addresses);
  return members;
}
