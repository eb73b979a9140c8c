import * as z from "zod";
import type { Resource } from "./cloud-assembly.ts";
import type { Declared, ResourceType, Started } from "./resource-type.ts";
import type { Rooms } from "./rooms.ts";

/** A resource type whose understood properties are those of its schema. */
export function typedResource<Shape extends z.ZodObject>(spec: {
  readonly properties: Shape;
  readonly harmless?: Readonly<Record<string, string>>;
  readonly refuse?: (resource: Resource) => readonly string[];
  readonly start: (properties: z.output<Shape>, declared: Declared, rooms: Rooms) => Promise<Started>;
}): ResourceType<Rooms> {
  return {
    understood: pathsOf(spec.properties),
    harmless: { Tags: "tags name and count things for AWS's bill", ...spec.harmless },
    ...(spec.refuse && { refuse: spec.refuse }),
    start: (declared, rooms) => spec.start(spec.properties.parse(declared.properties), declared, rooms),
  };
}

/** CloudFormation writes numbers and booleans as text or as themselves. */
export const number = z.coerce.number();
export const flag = z.union([z.boolean(), z.stringbool()]);

/** Dotted paths of a schema's members; lists, optionals and defaults are looked through. */
function pathsOf(schema: z.ZodObject): string[] {
  return Object.entries(schema.shape).flatMap(([name, member]) => {
    const inner = unwrapped(member);
    return inner instanceof z.ZodObject ? pathsOf(inner).map((path) => `${name}.${path}`) : [name];
  });
}

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return unwrapped(schema.unwrap());
  }
  return schema instanceof z.ZodArray ? unwrapped(schema.element) : schema;
}
