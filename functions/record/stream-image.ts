import * as z from "zod";

/** An attribute value as DynamoDB streams write it: one key that names its type. */
type Attribute = Readonly<Record<string, unknown>>;
const Attributes = z.record(z.string(), z.record(z.string(), z.unknown()));

/** The plain object of a stream record's image. Types that our tables never hold (binary, sets) are refused. */
export const fromImage = (image: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(Attributes.parse(image)).map(([name, value]) => [name, plain(value)]));

const readers: Readonly<Record<string, (value: unknown) => unknown>> = {
  S: String,
  N: Number,
  BOOL: Boolean,
  NULL: () => null,
  L: (value) => z.array(z.record(z.string(), z.unknown())).parse(value).map(plain),
  M: fromImage,
};

function plain(attribute: Attribute): unknown {
  const [type, value] = Object.entries(attribute)[0] ?? [];
  const read = type === undefined ? undefined : readers[type];
  if (read === undefined) throw new Error(`The log's stream holds an attribute of type ${type}, which no entry has`);
  return read(value);
}
