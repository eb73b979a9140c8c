/** What a table is: keys, indexes, stream, time to live. Built from the template's properties, kept as JSON. */
import { arnOf } from "../service.ts";

type KeyType = "S" | "N" | "B";
type StreamView = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}
export interface IndexSpec {
  readonly IndexName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly Projection: { readonly ProjectionType?: string; readonly NonKeyAttributes?: readonly string[] };
}

/** A table as CloudFormation words it; keySchema and the rest are AWS's own shapes. */
export interface TableSpec {
  readonly name: string;
  readonly keySchema: readonly KeyElement[];
  readonly attributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
  readonly globalSecondaryIndexes?: readonly IndexSpec[];
  readonly streamViewType?: string;
  readonly ttlAttribute?: string;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}
export interface Keys {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
}
export interface Index extends Keys {
  readonly id: number;
  readonly name: string;
  readonly projection: "ALL" | "KEYS_ONLY" | "INCLUDE";
  /** With INCLUDE, what is projected besides the keys. */
  readonly included: readonly string[];
}
export interface Stream {
  readonly view: StreamView;
  readonly label: string;
  readonly arn: string;
}
export interface Table extends Keys {
  readonly id: number;
  readonly name: string;
  readonly arn: string;
  readonly createdMs: number;
  readonly indexes: readonly Index[];
  readonly stream?: Stream;
  readonly ttlAttribute?: string;
}

export const tableArn = (name: string): string => arnOf("dynamodb", `table/${name}`);

/** A table's key attributes in schema order. */
export const keyAttributes = (keys: Keys): KeyAttribute[] => (keys.range ? [keys.hash, keys.range] : [keys.hash]);

const refuse = (table: string, why: string): Error => new Error(`DynamoDB table ${table}: ${why}`);

const isKeyType = (text: string | undefined): text is KeyType => text === "S" || text === "N" || text === "B";
const isView = (text: string): text is StreamView =>
  ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"].includes(text);
const isProjection = (text: string): text is Index["projection"] => ["ALL", "KEYS_ONLY", "INCLUDE"].includes(text);

/** The keys that a key schema names; throws with what to correct in the template. */
export function readKeys(spec: TableSpec, schema: readonly KeyElement[], owner: string): Keys {
  const attribute = (kind: string): KeyAttribute | undefined => {
    const name = schema.find((element) => element.KeyType === kind)?.AttributeName;
    if (name === undefined) return undefined;
    const type = spec.attributeDefinitions.find((known) => known.AttributeName === name)?.AttributeType;
    if (!isKeyType(type)) {
      throw refuse(spec.name, `key attribute ${name} of ${owner} needs an attribute definition of type S, N or B`);
    }
    return { name, type };
  };
  const hash = attribute("HASH");
  const range = attribute("RANGE");
  if (!hash || schema.length !== (range ? 2 : 1)) {
    throw refuse(spec.name, `${owner} needs one HASH key and at most one RANGE key`);
  }
  return range ? { hash, range } : { hash };
}

export function readIndex(spec: TableSpec, index: IndexSpec, id: number): Index {
  const projection = index.Projection.ProjectionType ?? "ALL";
  if (!isProjection(projection)) {
    throw refuse(spec.name, `index ${index.IndexName} has the unknown ProjectionType ${projection}`);
  }
  const keys = readKeys(spec, index.KeySchema, `index ${index.IndexName}`);
  return { ...keys, id, name: index.IndexName, projection, included: index.Projection.NonKeyAttributes ?? [] };
}

/** The stream that `view` asks for; its label is the time it was switched on, as on AWS. */
export function readStream(table: string, view: string, nowMs: number): Stream {
  if (!isView(view)) throw refuse(table, `unknown StreamViewType ${view}`);
  const label = new Date(nowMs).toISOString().slice(0, -1);
  return { view, label, arn: `${tableArn(table)}/stream/${label}` };
}

/** Whether an index row shows this attribute. */
export function projects(table: Table, index: Index, name: string): boolean {
  if (index.projection === "ALL") return true;
  const keys = [...keyAttributes(table), ...keyAttributes(index)];
  return keys.some((key) => key.name === name) || index.included.includes(name);
}

/** Throws, saying what to do, when `now` cannot take over the rows that `then` wrote. */
export function checkSameKeys(then: Table, now: Keys & { readonly indexes: readonly Index[] }): void {
  if (keyText(then) !== keyText(now)) {
    throw refuse(
      then.name,
      `its key schema changed from ${keyText(then)} to ${keyText(now)}; AWS would replace the table and lose its items. Give the table a new name, or start with another data folder`,
    );
  }
  for (const index of now.indexes) {
    const earlier = then.indexes.find((known) => known.name === index.name);
    if (earlier && shapeText(earlier) !== shapeText(index)) {
      throw refuse(
        then.name,
        `index ${index.name} changed from ${shapeText(earlier)} to ${shapeText(index)}; AWS cannot change an index. Give the index a new name`,
      );
    }
  }
}

const keyText = (keys: Keys): string =>
  keyAttributes(keys)
    .map(({ name, type }, at) => `${name} (${at === 0 ? "HASH" : "RANGE"}, ${type})`)
    .join(" and ");

const shapeText = (index: Index): string =>
  [keyText(index), index.projection, ...[...index.included].sort((a, b) => a.localeCompare(b))].join(", ");
