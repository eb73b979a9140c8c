import { readAssembly } from "../local/assembly/cloud-assembly.ts";
import { planAssembly } from "../local/assembly/plan.ts";
import { resourceTypes } from "../local/assembly/resource-types.ts";

/** What of the template runs on one machine and what does nothing, with the reason, as text. */
export async function explain(cdkOut: string): Promise<string> {
  const { resources } = planAssembly(await readAssembly(cdkOut), resourceTypes);
  const runs = new Map<string, number>();
  const nothing = new Map<string, Map<string, number>>();
  const harmless = new Map<string, string>();
  for (const { resource, type, reason } of resources) {
    if (!type) {
      const types = nothing.get(reason ?? "") ?? new Map<string, number>();
      nothing.set(reason ?? "", types.set(resource.Type, (types.get(resource.Type) ?? 0) + 1));
      continue;
    }
    runs.set(resource.Type, (runs.get(resource.Type) ?? 0) + 1);
    for (const [property, why] of Object.entries(type.harmless ?? {})) {
      if (isGiven(resource.Properties ?? {}, property.split("."))) harmless.set(`${resource.Type} ${property}`, why);
    }
  }
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    "Runs here:",
    ...sorted(runs).map(([type, count]) => `  ${String(count).padStart(4)}  ${type}`),
    "",
    "Has no effect here:",
    ...sorted(nothing).flatMap(([reason, types]) => [
      `  because ${reason}:`,
      ...sorted(types).map(([type, count]) => `  ${String(count).padStart(4)}  ${type}`),
    ]),
    "",
    "Properties that change nothing here:",
    ...sorted(harmless).map(([property, why]) => `  ${property}: ${why}`),
  ].join("\n");
}

/** Whether a property is there at a dotted path, lists being transparent. */
function isGiven(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return value !== undefined;
  if (Array.isArray(value)) return value.some((item) => isGiven(item, path));
  return typeof value === "object" && value !== null && name in value && isGiven(Reflect.get(value, name), rest);
}
