/** How two attribute values relate: equality over every type, order over strings, numbers and binary. */
import { attributeOf, type Item, typeOf, type Value } from "./attribute-value.ts";
import { compareNumbers } from "./decimal.ts";

/** Same type and same content; sets without regard to order, documents deeply. */
export function sameValue(left: Value, right: Value): boolean {
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  if (left.M !== undefined) return sameItem(left.M, right.M ?? {});
  if (left.L !== undefined) return sameList(left.L, right.L ?? []);
  const [mine, other] = [setOf(left), setOf(right)];
  if (mine && other) return mine.length === other.length && mine.every((member) => other.includes(member));
  return left[type] === right[type];
}

export function sameItem(left: Item, right: Item): boolean {
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => {
    const [mine, other] = [attributeOf(left, name), attributeOf(right, name)];
    return mine !== undefined && other !== undefined && sameValue(mine, other);
  });
}

const sameList = (left: readonly Value[], right: readonly Value[]): boolean =>
  left.length === right.length &&
  left.every((member, at) => {
    const other = right[at];
    return other !== undefined && sameValue(member, other);
  });

/** The members of a set of any type, or undefined when the value is no set. */
export const setOf = (value: Value): readonly string[] | undefined => value.SS ?? value.NS ?? value.BS;

/** Below, equal or above as a number; undefined when the types differ or have no order. Strings order by UTF-8 bytes. */
export function orderOf(left: Value, right: Value): number | undefined {
  if (left.N !== undefined && right.N !== undefined) return compareNumbers(left.N, right.N);
  if (left.S !== undefined && right.S !== undefined) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if (left.B !== undefined && right.B !== undefined) return Buffer.compare(bytesOf(left.B), bytesOf(right.B));
  return undefined;
}

export function beginsWith(value: Value, prefix: Value): boolean {
  if (value.S !== undefined && prefix.S !== undefined) return value.S.startsWith(prefix.S);
  if (value.B === undefined || prefix.B === undefined) return false;
  const beginning = bytesOf(prefix.B);
  return bytesOf(value.B).subarray(0, beginning.length).equals(beginning);
}

/** A substring of a string or binary, a member of a set, or an equal element of a list. */
export function containsValue(whole: Value, part: Value): boolean {
  if (whole.L !== undefined) return whole.L.some((member) => sameValue(member, part));
  if (whole.S !== undefined) return part.S !== undefined && whole.S.includes(part.S);
  if (whole.B !== undefined) return part.B !== undefined && bytesOf(whole.B).includes(bytesOf(part.B));
  if (whole.SS !== undefined) return part.S !== undefined && whole.SS.includes(part.S);
  if (whole.NS !== undefined) return part.N !== undefined && whole.NS.includes(part.N);
  if (whole.BS !== undefined) return part.B !== undefined && whole.BS.includes(part.B);
  return false;
}

/** What `size()` answers: UTF-16 length of strings, bytes of binary, members of collections; undefined for the rest. */
export function sizeOf(value: Value): Value | undefined {
  const size =
    value.S?.length ??
    (value.B === undefined ? undefined : bytesOf(value.B).length) ??
    setOf(value)?.length ??
    value.L?.length ??
    (value.M === undefined ? undefined : Object.keys(value.M).length);
  return size === undefined ? undefined : { N: String(size) };
}

const bytesOf = (base64: string): Buffer => Buffer.from(base64, "base64");
