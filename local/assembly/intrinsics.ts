// Resolves CloudFormation's intrinsic functions.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
import type { Json, JsonObject } from "../services/service.ts";

/** Where names inside a template lead. Each throws for a name it does not know. */
export interface Scope {
  ref(name: string): Json | typeof noValue;
  attribute(resource: string, name: string): Json;
  imported(exportName: string): Json;
  stackOutput(stack: string, output: string): Json;
  condition(name: string): boolean;
  mapped(map: string, first: string, second: string): Json;
}

/** What `Ref: AWS::NoValue` gives: the member that holds it is left out. */
export const noValue = Symbol("AWS::NoValue");

export class UnknownIntrinsic extends Error {
  override name = "UnknownIntrinsic";
}

type Resolved = Json | typeof noValue;
type Intrinsic = (argument: Json, scope: Scope) => Resolved;

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `value` with every intrinsic function replaced by what it stands for. */
export function resolve(value: Json, scope: Scope): Json {
  const resolved = walk(value, scope);
  return resolved === noValue ? null : resolved;
}

/** The intrinsic function that `value` is, if it is one: an object with that single member. */
function intrinsicOf(value: Json): { readonly name: string; readonly argument: Json } | undefined {
  if (!isObject(value)) return undefined;
  const [[name, argument] = ["", null], second] = Object.entries(value);
  const looksLike = name === "Ref" || name === "Condition" || name.startsWith("Fn::");
  if (second !== undefined || !looksLike) return undefined;
  // A member that happens to be called Condition (IAM) holds an object, the intrinsic a name.
  return name === "Condition" && typeof argument !== "string" ? undefined : { name, argument };
}

function walk(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) return value.map((item) => walk(item, scope)).filter((item) => item !== noValue);
  const intrinsic = intrinsicOf(value);
  if (intrinsic) {
    const apply = intrinsics[intrinsic.name];
    if (!apply) throw new UnknownIntrinsic(`${intrinsic.name} is not known here`);
    return apply(intrinsic.argument, scope);
  }
  if (!isObject(value)) return value;
  const members: JsonObject = {};
  for (const [name, member] of Object.entries(value)) {
    const resolved = walk(member, scope);
    if (resolved !== noValue) members[name] = resolved;
  }
  return members;
}

const list = (value: Json, scope: Scope, what: string): Json[] => {
  const resolved = resolve(value, scope);
  if (Array.isArray(resolved)) return resolved;
  throw new UnknownIntrinsic(`${what} needs a list`);
};
const text = (value: Json | undefined): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "");
const truth = (value: Json, scope: Scope): boolean => {
  const resolved = resolve(value, scope);
  return resolved === true || resolved === "true";
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (name, scope) => scope.ref(text(name)),
  Condition: (name, scope) => scope.condition(text(name)),
  "Fn::GetAtt": (argument, scope) => {
    const [resource, ...attribute] = Array.isArray(argument) ? argument.map(text) : text(argument).split(".");
    return scope.attribute(resource ?? "", attribute.join("."));
  },
  "Fn::Join": (argument, scope) => {
    const [separator, parts] = Array.isArray(argument) ? argument : [];
    return list(parts ?? [], scope, "Fn::Join")
      .map(text)
      .join(text(separator));
  },
  "Fn::Split": (argument, scope) => {
    const [separator, source] = list(argument, scope, "Fn::Split").map(text);
    return (source ?? "").split(separator ?? "");
  },
  "Fn::Select": (argument, scope) => {
    const [index, source] = list(argument, scope, "Fn::Select");
    return (Array.isArray(source) ? source[Number(index)] : undefined) ?? null;
  },
  "Fn::Sub": (argument, scope) => {
    const [template, given] = Array.isArray(argument) ? argument : [argument];
    const variables = isObject(given) ? given : {};
    return text(template).replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === "!") return `\${${name}}`;
      const variable = variables[name];
      if (variable !== undefined) return text(resolve(variable, scope));
      const [resource = "", ...attribute] = name.split(".");
      const found = attribute.length > 0 ? scope.attribute(resource, attribute.join(".")) : scope.ref(name);
      return found === noValue ? "" : text(found);
    });
  },
  "Fn::If": (argument, scope) => {
    const [condition, yes, no] = Array.isArray(argument) ? argument : [];
    return walk((scope.condition(text(condition)) ? yes : no) ?? null, scope);
  },
  "Fn::Equals": (argument, scope) => {
    const [left, right] = list(argument, scope, "Fn::Equals");
    return JSON.stringify(left) === JSON.stringify(right);
  },
  "Fn::And": (argument, scope) => Array.isArray(argument) && argument.every((one) => truth(one, scope)),
  "Fn::Or": (argument, scope) => Array.isArray(argument) && argument.some((one) => truth(one, scope)),
  "Fn::Not": (argument, scope) => Array.isArray(argument) && !truth(argument[0] ?? null, scope),
  "Fn::Base64": (argument, scope) => Buffer.from(text(resolve(argument, scope))).toString("base64"),
  "Fn::FindInMap": (argument, scope) => {
    const [map, first, second] = list(argument, scope, "Fn::FindInMap").map(text);
    return scope.mapped(map ?? "", first ?? "", second ?? "");
  },
  "Fn::ImportValue": (argument, scope) => scope.imported(text(resolve(argument, scope))),
  "Fn::GetStackOutput": (argument, scope) => {
    const resolved = resolve(argument, scope);
    if (!isObject(resolved)) throw new UnknownIntrinsic("Fn::GetStackOutput needs StackName and OutputName");
    return scope.stackOutput(text(resolved["StackName"]), text(resolved["OutputName"]));
  },
};

/** What a value refers to, unresolved: what must exist before it can be resolved. */
export interface Reference {
  readonly kind: "resource" | "export" | "output";
  /** Logical id, export name, or `stack/output`. */
  readonly name: string;
}

/** Every reference in `value`. Export names are literal in what CDK writes; others are refused when resolved. */
export function references(value: Json): Reference[] {
  if (Array.isArray(value)) return value.flatMap(references);
  const intrinsic = intrinsicOf(value);
  if (!intrinsic) return isObject(value) ? Object.values(value).flatMap(references) : [];
  const { name, argument } = intrinsic;
  const inside = references(argument);
  switch (name) {
    case "Ref":
      return [{ kind: "resource", name: text(argument) }];
    case "Fn::GetAtt": {
      const resource = Array.isArray(argument) ? text(argument[0]) : (text(argument).split(".")[0] ?? "");
      return [{ kind: "resource", name: resource }];
    }
    case "Fn::Sub": {
      const template = text(Array.isArray(argument) ? argument[0] : argument);
      const named = [...template.matchAll(/\$\{([^!}.]+)/g)].map((match) => match[1] ?? "");
      return [...named.map((one): Reference => ({ kind: "resource", name: one })), ...inside];
    }
    case "Fn::ImportValue":
      return typeof argument === "string" ? [{ kind: "export", name: argument }] : inside;
    case "Fn::GetStackOutput":
      return isObject(argument)
        ? [{ kind: "output", name: `${text(argument["StackName"])}/${text(argument["OutputName"])}` }]
        : inside;
    default:
      return inside;
  }
}
