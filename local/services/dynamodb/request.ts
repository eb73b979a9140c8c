/**
 * Requests as data: each operation lists its members, their types and constraints, in AWS's order of checking.
 * A member that is not listed is refused by name: it might change what the operation does.
 */
import { AwsError } from "../aws-error.ts";
import type { Json, JsonObject } from "../service.ts";

/** Reads one member: its type first (a SerializationException), then its constraints (told together). */
export interface Member<T> {
  readonly read: (json: Json | undefined, name: string) => T;
  readonly constraints: readonly Constraint[];
  readonly required: boolean;
}
/** What a value must satisfy, in AWS's words, when it does not. */
type Constraint = (value: unknown) => string | undefined;

export type Shape = Readonly<Record<string, Member<unknown>>>;
export type Request<S extends Shape> = { readonly [K in keyof S]: S[K] extends Member<infer T> ? T : never };

const malformed = (message: string): AwsError => new AwsError("SerializationException", message);
const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

/** Checks `input` against `shape`; throws SerializationException or ValidationException. */
export function readRequest<S extends Shape>(operation: string, shape: S, input: JsonObject): Request<S> {
  const request: Record<string, unknown> = {};
  for (const name in shape) request[name] = shape[name]?.read(input[name], name);
  refuseUnknown(operation, shape, input);
  const faults: string[] = [];
  for (const name in shape) addFaults(faults, name, shape[name], request[name]);
  if (faults.length > 0) throw invalid(toldTogether(faults));
  return request as Request<S>; // every member was just read by its own reader
}

function refuseUnknown(operation: string, shape: Shape, input: JsonObject): void {
  for (const name in input) {
    if (Object.hasOwn(shape, name) || input[name] === null || input[name] === undefined) continue;
    throw invalid(
      `The parameter ${name} of ${operation} is not supported by the embedded DynamoDB; it knows ${Object.keys(shape).join(", ")}`,
    );
  }
}

function addFaults(faults: string[], name: string, member: Member<unknown> | undefined, value: unknown): void {
  if (!member || (value === undefined && !member.required)) return;
  for (const constraint of value === undefined ? [notNull] : member.constraints) {
    const must = constraint(value);
    if (must !== undefined) faults.push(fault(name, value, must));
  }
}

const notNull: Constraint = () => "Member must not be null";

/** AWS shows at most ten. */
const toldTogether = (faults: readonly string[]): string => {
  const shown = faults.slice(0, 10);
  return `${shown.length} validation error${shown.length > 1 ? "s" : ""} detected: ${shown.join("; ")}`;
};

function fault(name: string, value: unknown, must: string): string {
  const shown = value === undefined ? "null" : `'${printed(value)}'`;
  return `Value ${shown} at '${name.charAt(0).toLowerCase()}${name.slice(1)}' failed to satisfy constraint: ${must}`;
}

function printed(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(printed).join(", ")}]`;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const member = <T>(read: Member<T>["read"], ...constraints: Constraint[]): Member<T | undefined> => ({
  read: (json, name) => (json === undefined || json === null ? undefined : read(json, name)),
  constraints,
  required: false,
});

/** The same member, refused when absent. */
export const required = <T>(optional: Member<T | undefined>): Member<T> => ({
  read: (json, name) => optional.read(json, name) as T, // readRequest refuses undefined for required members
  constraints: optional.constraints,
  required: true,
});

const typeWord = (json: Json | undefined): string => {
  if (typeof json === "boolean") return json ? "TRUE_VALUE" : "FALSE_VALUE";
  if (typeof json === "string") return "STRING_VALUE";
  return Number.isInteger(json) ? "NUMBER_VALUE" : "DECIMAL_VALUE";
};

function refuseType(json: Json | undefined, wanted: string): never {
  if (Array.isArray(json)) throw malformed(`Unrecognized collection type class java.lang.${wanted}`);
  if (typeof json === "object") throw malformed("Start of structure or map found where not expected");
  throw malformed(`${typeWord(json)} cannot be converted to ${wanted}`);
}

export const text = (...constraints: Constraint[]): Member<string | undefined> =>
  member((json) => (typeof json === "string" ? json : refuseType(json, "String")), ...constraints);

export const flag = (): Member<boolean | undefined> =>
  member((json) => (typeof json === "boolean" ? json : refuseType(json, "Boolean")));

export const whole = (...constraints: Constraint[]): Member<number | undefined> =>
  member((json) => (typeof json === "number" ? Math.floor(json) : refuseType(json, "Integer")), ...constraints);

export const map = (...constraints: Constraint[]): Member<JsonObject | undefined> =>
  member(
    (json) => {
      if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
      if (Array.isArray(json)) {
        throw malformed(
          "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
        );
      }
      throw malformed("Unexpected field type");
    },
    ...constraints,
  );

export const list = (...constraints: Constraint[]): Member<Json[] | undefined> =>
  member(
    (json) => {
      if (Array.isArray(json)) return json;
      throw malformed(
        typeof json === "object" ? "Start of structure or map found where not expected" : "Unexpected field type",
      );
    },
    ...constraints,
  );

/** A map from text to text, as ExpressionAttributeNames is. */
export const textMap = (): Member<Readonly<Record<string, string>> | undefined> =>
  member((json, name) => {
    const entries = map().read(json, name) ?? {};
    for (const value of Object.values(entries)) if (typeof value !== "string") refuseType(value, "String");
    return entries as Record<string, string>; // each was just checked
  });

/** A nested structure of a request. */
export const objectOf = (json: Json | undefined): JsonObject => {
  if (typeof json === "object" && json !== null && !Array.isArray(json)) return json;
  throw malformed("Unexpected value type in payload");
};

/** A nested list of a request. */
export const listOf = (json: Json | undefined): Json[] => {
  if (Array.isArray(json)) return json;
  throw malformed("Start of structure or map found where not expected");
};

const lengthOf = (value: unknown): number => {
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
};

export const oneOf =
  (...allowed: string[]): Constraint =>
  (value) =>
    typeof value === "string" && allowed.includes(value)
      ? undefined
      : `Member must satisfy enum value set: [${allowed.join(", ")}]`;
export const atLeast =
  (least: number): Constraint =>
  (value) =>
    Number(value) >= least ? undefined : `Member must have value greater than or equal to ${least}`;
export const atMost =
  (most: number): Constraint =>
  (value) =>
    Number(value) <= most ? undefined : `Member must have value less than or equal to ${most}`;
export const longerThan =
  (least: number): Constraint =>
  (value) =>
    lengthOf(value) >= least ? undefined : `Member must have length greater than or equal to ${least}`;
export const shorterThan =
  (most: number): Constraint =>
  (value) =>
    lengthOf(value) <= most ? undefined : `Member must have length less than or equal to ${most}`;

const nameSyntax = /^[a-zA-Z0-9_.-]+$/;
const arnSyntax = /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[a-zA-Z0-9_.-]+$/;
const nameConstraints: readonly Constraint[] = [
  (value) =>
    nameSyntax.test(String(value)) || arnSyntax.test(String(value))
      ? undefined
      : "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  longerThan(3),
  (value) => (arnSyntax.test(String(value)) ? undefined : shorterThan(255)(value)),
];

/** A table's name or ARN. */
export const tableName = (): Member<string> => required(text(...nameConstraints));
export const indexName = (): Member<string | undefined> => text(...nameConstraints);
export const capacityChoice = (): Member<string | undefined> => text(oneOf("INDEXES", "TOTAL", "NONE"));
