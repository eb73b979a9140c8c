import * as z from "zod";

// Services with strict structured output know types, enums, required and additionalProperties; many refuse the rest.
// Lengths and ranges are checked by zod afterwards.
const unknownToServices = new Set([
  "$schema",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "pattern",
  "format",
  "default",
]);

/** The JSON schema that is sent along, in the part of JSON schema that every service understands. */
export function wireSchema(schema: z.ZodType): Record<string, unknown> {
  const slim: unknown = JSON.parse(JSON.stringify(z.toJSONSchema(schema)), (_, value: unknown) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !unknownToServices.has(key))) : value,
  );
  if (!isRecord(slim)) throw new TypeError("A schema is an object");
  return slim;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
