/** Attribute values as they cross the wire, checked once at the edge and trusted inside. Binary stays base64. */
import { AwsError } from "../aws-error.ts";
import { normalNumber, numberSize } from "./decimal.ts";

export type ValueType = "S" | "N" | "B" | "BOOL" | "NULL" | "SS" | "NS" | "BS" | "L" | "M";

/** Exactly one member is present. */
export interface Value {
  readonly S?: string;
  readonly N?: string;
  readonly B?: string;
  readonly BOOL?: boolean;
  readonly NULL?: boolean;
  readonly SS?: readonly string[];
  readonly NS?: readonly string[];
  readonly BS?: readonly string[];
  readonly L?: readonly Value[];
  readonly M?: Item;
}
export type Item = { readonly [name: string]: Value };

/** An item being built: the update expression writes here before it becomes an Item. */
export type Draft = { [name: string]: Value };

const valueTypes: readonly ValueType[] = ["S", "B", "N", "BOOL", "NULL", "BS", "NS", "SS", "L", "M"];
const maxDepth = 32;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
const malformed = (message: string): AwsError => new AwsError("SerializationException", message);

/** The attribute `name` of an item; items are plain JSON objects, so inherited members must not shine through. */
export const attributeOf = (item: Item, name: string): Value | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** Sets an attribute whatever its name: plain assignment to `__proto__` would be lost. */
export function setAttribute(draft: Draft, name: string, value: Value): void {
  if (name === "__proto__") {
    Object.defineProperty(draft, name, { value, enumerable: true, configurable: true, writable: true });
  } else draft[name] = value;
}

export function typeOf(value: Value): ValueType {
  for (const name in value) return name as ValueType; // readValue let only these names through
  throw new TypeError("an attribute value without a type reached the inside of DynamoDB");
}

/** Checks a map of attribute values (an Item, a Key, ExpressionAttributeValues) and normalises its numbers. */
export function readItem(json: unknown, depth = 1): Item {
  if (Array.isArray(json)) {
    throw malformed(
      "Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>",
    );
  }
  if (typeof json !== "object" || json === null) throw malformed("Unexpected field type");
  const item: Draft = {};
  for (const [name, value] of Object.entries(json)) {
    if (Buffer.byteLength(name) > 65_535) {
      throw invalid("One or more parameter values were invalid: Attribute name is too large, must be less than 65535");
    }
    setAttribute(item, name, readValue(value, depth));
  }
  return item;
}

/** Checks one attribute value in AWS's order and words. */
export function readValue(json: unknown, depth = 1): Value {
  if (Array.isArray(json)) {
    throw malformed("Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue");
  }
  if (typeof json !== "object" || json === null) throw malformed("Unexpected value type in payload");
  if (depth > maxDepth) {
    throw invalid("Nesting Levels have exceeded supported limits: Attributes cannot have more than 32 levels");
  }
  const members: Record<string, unknown> = { ...json };
  let found: Value | undefined;
  let count = 0;
  for (const type of valueTypes) {
    const content = members[type];
    if (content === undefined || content === null) continue;
    found = readers[type](content, depth);
    count += 1;
  }
  if (!found) throw invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  if (count > 1) {
    throw invalid(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  }
  return found;
}

const readers: Record<ValueType, (content: unknown, depth: number) => Value> = {
  S: (content) => ({ S: readText(content) }),
  N: (content) => ({ N: normalNumber(readText(content)) }),
  B: (content) => ({ B: readBinary(content) }),
  BOOL: (content) => ({ BOOL: readBoolean(content) }),
  NULL: (content) => {
    if (!readBoolean(content)) {
      throw invalid(
        "One or more parameter values were invalid: Null attribute value types must have the value of true",
      );
    }
    return { NULL: true };
  },
  SS: (content) => ({
    SS: readSet(content, readText, {
      empty: "One or more parameter values were invalid: An string set  may not be empty",
      twice: (all) => `One or more parameter values were invalid: Input collection [${all}] contains duplicates.`,
    }),
  }),
  NS: (content) => ({
    NS: readSet(content, (member) => normalNumber(readText(member)), {
      empty: "One or more parameter values were invalid: An number set  may not be empty",
      twice: () => "Input collection contains duplicates",
    }),
  }),
  BS: (content) => ({
    BS: readSet(content, readBinary, {
      empty: "One or more parameter values were invalid: Binary sets should not be empty",
      twice: (all) =>
        `One or more parameter values were invalid: Input collection [${all}]of type BS contains duplicates.`,
    }),
  }),
  L: (content, depth) => ({ L: readList(content).map((member) => readValue(member, depth + 1)) }),
  M: (content, depth) => ({ M: readItem(content, depth + 1) }),
};

function readText(content: unknown): string {
  if (typeof content === "string") return content;
  if (typeof content === "boolean") {
    throw malformed(`${content ? "TRUE_VALUE" : "FALSE_VALUE"} cannot be converted to String`);
  }
  if (typeof content === "number") {
    throw malformed(`${Number.isInteger(content) ? "NUMBER_VALUE" : "DECIMAL_VALUE"} cannot be converted to String`);
  }
  throw malformed(
    Array.isArray(content)
      ? "Unrecognized collection type class java.lang.String"
      : "Start of structure or map found where not expected",
  );
}

function readBoolean(content: unknown): boolean {
  if (typeof content === "boolean") return content;
  throw malformed("Unexpected token received from parser");
}

function readBinary(content: unknown): string {
  if (typeof content !== "string") throw malformed("only base-64-encoded strings are convertible to bytes");
  if (content.length % 4 !== 0) {
    throw malformed(`Base64 encoded length is expected a multiple of 4 bytes but found: ${content.length}`);
  }
  if (Buffer.from(content, "base64").toString("base64") !== content) {
    throw malformed("Invalid last non-pad Base64 character dectected");
  }
  return content;
}

function readList(content: unknown): unknown[] {
  if (Array.isArray(content)) return content;
  throw malformed(
    typeof content === "object" ? "Start of structure or map found where not expected" : "Unexpected field type",
  );
}

function readSet(
  content: unknown,
  member: (json: unknown) => string,
  words: { empty: string; twice: (all: string) => string },
): string[] {
  const members = readList(content).map(member);
  if (members.length === 0) throw invalid(words.empty);
  if (new Set(members).size < members.length) throw invalid(words.twice(members.join(", ")));
  return members;
}

/** Bytes an item counts for against the 400 KB limit and in capacity units, as AWS documents item sizes. */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) size += Buffer.byteLength(name) + valueSize(attributeOf(item, name));
  return size;
}

const base64Size = (text: string): number => Buffer.byteLength(text, "base64");
const total = <T>(members: readonly T[], size: (member: T) => number): number =>
  members.reduce((sum, member) => sum + size(member), 0);

function valueSize(value: Value | undefined): number {
  if (value === undefined) return 0;
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return base64Size(value.B);
  if (value.SS !== undefined) return total(value.SS, Buffer.byteLength);
  if (value.NS !== undefined) return total(value.NS, numberSize);
  if (value.BS !== undefined) return total(value.BS, base64Size);
  if (value.L !== undefined) return 3 + total(value.L, (member) => 1 + valueSize(member));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}
