/** A template value as one line of text: literals as they are, references as `${LogicalId}`, `${LogicalId.Arn}`, `${import:…}`. */
export function readable(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!isRecord(value)) throw new Error(`no text can be made of ${JSON.stringify(value)}`);
  const [[name, argument] = []] = Object.entries(value);
  if (name === "Ref") return argument === "AWS::Partition" ? "aws" : `\${${readable(argument)}}`;
  if (name === "Fn::GetAtt" && Array.isArray(argument)) return `\${${argument.join(".")}}`;
  if (name === "Fn::Sub") return readable(argument);
  if (name === "Fn::ImportValue") return `\${import:${readable(argument)}}`;
  if (name === "Fn::Join" && Array.isArray(argument) && Array.isArray(argument[1]))
    return argument[1].map(readable).join(readable(argument[0]));
  throw new Error(`no text can be made of ${JSON.stringify(value)}`);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a path of keys, or undefined where the way ends. */
export const at = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);

export const listed = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
