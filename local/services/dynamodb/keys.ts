/**
 * Keys as bytes that SQLite compares with memcmp: UTF-8 for strings, the bytes themselves for binary, an
 * order-preserving form for numbers. Partition keys carry three bytes of hash in front, so a scan meets items in no
 * order worth relying on (as on AWS) and parallel scan segments are ranges.
 */
import { hash } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import { attributeOf, type Item, typeOf, type Value } from "./attribute-value.ts";
import { numberBytes } from "./decimal.ts";
import { type Index, type KeyAttribute, type Keys, keyAttributes, type Table } from "./table.ts";

export interface KeyBytes {
  readonly pk: Uint8Array;
  readonly sk: Uint8Array;
}

const noBytes = new Uint8Array();
const maxHashBytes = 2_048;
const maxRangeBytes = 1_024;

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);
const mismatch = (): AwsError => invalid("The provided key element does not match the schema");

/** An empty key string or binary. On TransactWriteItems it refuses the request; other bad keys only their action. */
export class EmptyKey extends AwsError {
  constructor(message: string) {
    super("ValidationException", message);
  }
}

const encoders = {
  S: (value: Value) => Buffer.from(value.S ?? ""),
  N: (value: Value) => numberBytes(value.N ?? "0"),
  B: (value: Value) => Buffer.from(value.B ?? "", "base64"),
};

export const valueBytes = (value: Value, key: KeyAttribute): Buffer => encoders[key.type](value);

export function partitionBytes(value: Value, key: KeyAttribute): Buffer {
  const bytes = valueBytes(value, key);
  const digest = hash("md5", Buffer.concat([spread, bytes]), "buffer");
  return Buffer.concat([digest.subarray(0, 3), bytes]);
}
const spread = Buffer.from("Outliers");

/** The key bytes of an item known to have them. */
export function keyBytes(keys: Keys, item: Item): KeyBytes {
  const first = attributeOf(item, keys.hash.name);
  const second = keys.range && attributeOf(item, keys.range.name);
  if (!first) throw mismatch();
  return {
    pk: partitionBytes(first, keys.hash),
    sk: keys.range && second ? valueBytes(second, keys.range) : noBytes,
  };
}

/** The bytes under which an index lists the item, or undefined when the item lacks a key of a sparse index. */
export function indexBytes(index: Index, item: Item): KeyBytes | undefined {
  for (const { name, type } of keyAttributes(index))
    if (attributeOf(item, name)?.[type] === undefined) return undefined;
  return keyBytes(index, item);
}

/** Only the key attributes of `item`. */
export function keyOf(keys: Keys, item: Item): Item {
  const key: { [name: string]: Value } = {};
  for (const { name } of keyAttributes(keys)) {
    const value = attributeOf(item, name);
    if (value) key[name] = value;
  }
  return key;
}

/** Checks a Key parameter against the table and encodes it. */
export function readKey(table: Table, key: Item): KeyBytes {
  const attributes = keyAttributes(table);
  if (Object.keys(key).length !== attributes.length) throw mismatch();
  for (const [at, attribute] of attributes.entries()) {
    const value = attributeOf(key, attribute.name);
    if (value?.[attribute.type] === undefined) throw mismatch();
    checkKeyValue(value, attribute, at === 0);
  }
  return keyBytes(table, key);
}

/** Checks the key attributes of an item to be stored, the table's and its indexes', and encodes the table's. */
export function readItemKey(table: Table, item: Item): KeyBytes {
  for (const [at, attribute] of keyAttributes(table).entries()) {
    const { name, type } = attribute;
    const value = attributeOf(item, name);
    if (!value) throw invalid(`One or more parameter values were invalid: Missing the key ${name} in the item`);
    if (value[type] === undefined) {
      throw invalid(
        `One or more parameter values were invalid: Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`,
      );
    }
    checkKeyValue(value, attribute, at === 0);
  }
  checkIndexKeys(table, item, inItem);
  return keyBytes(table, item);
}

/** How AWS words an index key that its index cannot hold. */
interface IndexKeyWords {
  readonly wrongType: (index: Index, key: KeyAttribute, value: Value) => string;
  readonly empty: (index: Index, key: KeyAttribute) => string;
}
const inItem: IndexKeyWords = {
  wrongType: (index, { name, type }, value) =>
    `One or more parameter values were invalid: Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
  empty: (index, key) =>
    `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kindOf(key)} value. IndexName: ${index.name}, IndexKey: ${key.name}`,
};
export const inUpdate: IndexKeyWords = {
  wrongType: () => "The update expression attempted to update the secondary index key to unsupported type",
  empty: (_index, key) =>
    `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty ${kindOf(key)} value.`,
};

/** Index keys may be absent, but not of another type, empty, or too long. */
export function checkIndexKeys(table: Table, item: Item, words: IndexKeyWords): void {
  for (const index of table.indexes) {
    for (const [at, key] of keyAttributes(index).entries()) {
      const value = attributeOf(item, key.name);
      if (!value) continue;
      if (value[key.type] === undefined) throw invalid(words.wrongType(index, key, value));
      if (isEmpty(value)) throw new EmptyKey(words.empty(index, key));
      checkKeySize(value, key, at === 0);
    }
  }
}

const isEmpty = (value: Value): boolean => value.S === "" || value.B === "";
const kindOf = (key: KeyAttribute): string => (key.type === "S" ? "string" : "binary");

export function checkKeyValue(value: Value, key: KeyAttribute, isHash: boolean): void {
  if (isEmpty(value)) {
    throw new EmptyKey(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kindOf(key)} value. Key: ${key.name}`,
    );
  }
  checkKeySize(value, key, isHash);
}

function checkKeySize(value: Value, key: KeyAttribute, isHash: boolean): void {
  const text = value.S ?? value.B;
  if (text === undefined || text.length <= 300) return; // far below both limits whatever the encoding
  const size = valueBytes(value, key).length;
  if (isHash && size > maxHashBytes) {
    throw invalid(
      "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes",
    );
  }
  if (!isHash && size > maxRangeBytes) {
    throw invalid(
      "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
    );
  }
}
