import type { Json, JsonObject } from "../services/service.ts";
import type { Resource } from "./cloud-assembly.ts";

/** What a started resource answers to `Ref` and `Fn::GetAtt`. */
export interface Started {
  readonly ref: Json;
  readonly attributes: Readonly<Record<string, Json>>;
}

/** One resource about to start, its properties resolved. */
export interface Declared {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  /** The name it gets when the template gives none: stack and logical id, within what names allow. */
  readonly generatedName: string;
  /** Folder or file of an asset by its content hash. */
  asset(hash: string): string;
}

/**
 * A CloudFormation type that does something here. Properties are named by dotted path, lists being transparent; naming
 * one names everything in it. A property in neither list is refused at start.
 */
export interface ResourceType<Rooms> {
  /** Properties that are followed. */
  readonly understood: readonly string[];
  /** Properties that change nothing on one machine, and why that is so. */
  readonly harmless?: Readonly<Record<string, string>>;
  /** Its properties are between it and its own function. */
  readonly acceptsAnything?: boolean;
  /** Further reasons to refuse the resource, read from its unresolved template. */
  refuse?(resource: Resource): readonly string[];
  start(declared: Declared, rooms: Rooms): Promise<Started>;
}

/** The properties of a resource that its type does not know, by dotted path. */
export function unknownProperties(
  type: Pick<ResourceType<never>, "understood" | "harmless" | "acceptsAnything">,
  properties: JsonObject,
): string[] {
  if (type.acceptsAnything) return [];
  const known = new Set([...type.understood, ...Object.keys(type.harmless ?? {})]);
  const within = (prefix: string): boolean => [...known].some((path) => path.startsWith(`${prefix}.`));
  const walk = (value: Json, path: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item) => walk(item, path));
    if (path !== "" && (known.has(path) || !within(path))) return known.has(path) ? [] : [path];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, member]) => {
      // An intrinsic stands for something that only the running resource will show.
      if (name === "Ref" || name.startsWith("Fn::")) return walk(innerOf(name, member), path);
      return walk(member, path === "" ? name : `${path}.${name}`);
    });
  };
  return [...new Set(walk(properties, ""))];
}

/** Both branches of an `Fn::If` are looked at; other intrinsics give values, not structure. */
const innerOf = (name: string, argument: Json): Json =>
  name === "Fn::If" && Array.isArray(argument) ? argument.slice(1) : null;
