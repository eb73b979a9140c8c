// Plan: which resources of the template will be started, in which order, and what is refused.
//
//   A1. Every resource is started, known to have no effect here, or refused by name. Nothing is skipped in silence.
//   A2. All refusals are told at once, before anything starts.
//   A3. A resource starts after everything it refers to, across stacks.
import type { CloudAssembly, Resource, Stack } from "./cloud-assembly.ts";
import { type Reference, references } from "./intrinsics.ts";
import { noEffect } from "./no-effect.ts";
import { type ResourceType, unknownProperties } from "./resource-type.ts";
import { conditionHolds } from "./scope.ts";

export interface PlannedResource<Rooms> {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly resource: Resource;
  /** Absent for what has no effect here; `reason` then says why. */
  readonly type?: ResourceType<Rooms>;
  readonly reason?: string;
  /** What must have started before, as `stack/logicalId`. */
  readonly needs: readonly string[];
}

export interface Plan<Rooms> {
  readonly assembly: CloudAssembly;
  /** In the order of starting. */
  readonly resources: readonly PlannedResource<Rooms>[];
}

/** Thrown when the template needs something that is not here; the message lists everything that is missing. */
class UnsupportedTemplate extends Error {
  override name = "UnsupportedTemplate";
}

/** The types by name, and the type of custom resources that run one of the template's own functions. */
export interface ResourceTypes<Rooms> {
  readonly byName: Readonly<Record<string, ResourceType<Rooms>>>;
  readonly customResource: ResourceType<Rooms>;
}

export function planAssembly<Rooms>(assembly: CloudAssembly, types: ResourceTypes<Rooms>): Plan<Rooms> {
  const problems: string[] = [];
  const planned = new Map<string, Omit<PlannedResource<Rooms>, "needs">>();
  for (const stack of assembly.stacks) {
    const providers = providersOf(stack, types);
    for (const [logicalId, resource] of Object.entries(stack.template.Resources)) {
      if (resource.Condition !== undefined && !conditionHolds(stack, resource.Condition)) continue;
      const judged = judge(logicalId, resource, types, providers);
      if ("problems" in judged) {
        problems.push(...judged.problems.map((problem) => `${stack.name}/${logicalId} ${problem}`));
      } else {
        planned.set(keyOf(stack, logicalId), { stack, logicalId, resource, ...judged });
      }
    }
  }
  if (problems.length > 0) {
    throw new UnsupportedTemplate(
      `The template needs what one machine does not have:\n${problems.map((problem) => `  ${problem}`).join("\n")}`,
    );
  }
  return { assembly, resources: inOrder(assembly, planned) };
}

export const keyOf = (stack: Stack, logicalId: string): string => `${stack.name}/${logicalId}`;

type Judged<Rooms> = { type?: ResourceType<Rooms>; reason?: string } | { problems: readonly string[] };

function judge<Rooms>(
  logicalId: string,
  resource: Resource,
  types: ResourceTypes<Rooms>,
  providers: ReadonlySet<string>,
): Judged<Rooms> {
  if (providers.has(logicalId)) return { reason: "provider of a custom resource that is interpreted here" };
  const without = noEffect[resource.Type];
  if (without) return { reason: without.reason };
  const type = types.byName[resource.Type] ?? (isCustom(resource.Type) ? types.customResource : undefined);
  if (!type) return { problems: [`has the type ${resource.Type}, which is not known here`] };
  const problems = [
    ...unknownProperties(type, resource.Properties ?? {}).map(
      (property) => `(${resource.Type}) has the property ${property}, which is not known here`,
    ),
    ...(type.refuse?.(resource) ?? []).map((reason) => `(${resource.Type}) ${reason}`),
  ];
  return problems.length > 0 ? { problems } : { type };
}

const isCustom = (type: string): boolean =>
  type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource";

/** Functions that serve only custom resources which are interpreted here: nobody would call them. */
function providersOf<Rooms>(stack: Stack, types: ResourceTypes<Rooms>): Set<string> {
  const interpreted = new Set<string>();
  const called = new Set<string>();
  for (const { Type, Properties } of Object.values(stack.template.Resources)) {
    if (!isCustom(Type)) continue;
    const provider = references(Properties?.["ServiceToken"] ?? null)[0]?.name;
    if (provider !== undefined) (types.byName[Type] || noEffect[Type] ? interpreted : called).add(provider);
  }
  return new Set([...interpreted].filter((name) => !called.has(name)));
}

/** A3; the order within a template is kept where nothing else decides. */
function inOrder<Rooms>(
  assembly: CloudAssembly,
  judged: ReadonlyMap<string, Omit<PlannedResource<Rooms>, "needs">>,
): PlannedResource<Rooms>[] {
  const ordered: PlannedResource<Rooms>[] = [];
  const state = new Map<string, "visiting" | "done">();
  const visit = (key: string, path: readonly string[]): void => {
    const item = judged.get(key);
    if (!item || state.get(key) === "done") return;
    if (state.get(key) === "visiting") {
      throw new UnsupportedTemplate(`Resources wait for each other: ${[...path, key].join(" → ")}`);
    }
    state.set(key, "visiting");
    const needs = [...new Set(needsOf(assembly, item.stack, item.resource))].filter((needed) => judged.has(needed));
    for (const needed of needs) visit(needed, [...path, key]);
    state.set(key, "done");
    ordered.push({ ...item, needs });
  };
  for (const key of judged.keys()) visit(key, []);
  return ordered;
}

// What has no effect here counts, too: a custom resource waits for the policy of its function, and so for all it names.
const needsOf = (assembly: CloudAssembly, stack: Stack, resource: Resource): string[] => [
  ...[resource.DependsOn ?? []].flat().map((name) => keyOf(stack, name)),
  ...references(resource.Properties ?? {}).flatMap((one) => targets(assembly, stack, one)),
];

function targets(assembly: CloudAssembly, stack: Stack, reference: Reference): string[] {
  if (reference.kind === "resource") return [keyOf(stack, reference.name)];
  return assembly.stacks.flatMap((other) =>
    Object.entries(other.template.Outputs)
      .filter(([output, { Export }]) =>
        reference.kind === "export"
          ? exportNamed(Export, reference.name)
          : `${other.name}/${output}` === reference.name,
      )
      .flatMap(([, { Value }]) => references(Value).flatMap((one) => targets(assembly, other, one))),
  );
}

const exportNamed = (exported: { Name: unknown } | undefined, name: string): boolean => exported?.Name === name;
