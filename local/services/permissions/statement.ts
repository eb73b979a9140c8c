import type { Json, JsonObject } from "../service.ts";

/** One `Allow` statement of a role's policies, as CloudFormation has it. */
export interface Statement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** What a request needs to be allowed: one action on one resource, with what conditions may ask about it. */
export interface Need {
  readonly action: string;
  /** ARN; `undefined` when the request does not name it (a task token hides its machine): any statement on the action will do. */
  readonly resource: string | undefined;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/**
 * The statements of a policy document. Throws on what this evaluation does not know (Deny, NotAction, NotResource), so
 * that a policy is never taken to be laxer or stricter than it is.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function statementsOf(document: Json | undefined): Statement[] {
  const { Statement: statements } = objectOf(document);
  return listOf(statements).map((each) => {
    const { Effect, Action, Resource, Condition, ...rest } = objectOf(each);
    const unknown = Object.keys(rest).filter((key) => key !== "Sid");
    if (Effect !== "Allow" || unknown.length > 0) {
      throw new Error(
        `An IAM statement with ${Effect === "Allow" ? unknown.join(", ") : `Effect ${Effect}`} is not understood here`,
      );
    }
    const conditions = Object.entries(objectOf(Condition ?? {})).map(([operator, keys]) => {
      if (!(operator in operators)) throw new Error(`The IAM condition operator ${operator} is not understood here`);
      return [
        operator,
        Object.fromEntries(Object.entries(objectOf(keys)).map(([key, values]) => [key, textsOf(values)])),
      ] as const;
    });
    return {
      actions: textsOf(Action ?? []),
      resources: textsOf(Resource ?? []),
      conditions: Object.fromEntries(conditions),
    };
  });
}

/** Whether any statement allows the need. IAM denies what nothing allows. */
export const allows = (statements: readonly Statement[], need: Need): boolean =>
  statements.some(
    ({ actions, resources, conditions }) =>
      actions.some((pattern) => like(pattern.toLowerCase(), need.action.toLowerCase())) &&
      (need.resource === undefined || resources.some((pattern) => like(pattern, need.resource ?? ""))) &&
      Object.entries(conditions).every(([operator, keys]) =>
        Object.entries(keys).every(([key, wanted]) => operators[operator]?.(need.context[key] ?? [], wanted) === true),
      ),
  );

type Operator = (actual: readonly string[], wanted: readonly string[]) => boolean;
const some =
  (same: (wanted: string, actual: string) => boolean): Operator =>
  (actual, wanted) =>
    actual.some((value) => wanted.some((pattern) => same(pattern, value)));
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: some((wanted, actual) => wanted === actual),
  StringLike: some(like),
  ArnLike: some(like),
  ArnEquals: some(like),
  "ForAnyValue:StringEquals": some((wanted, actual) => wanted === actual),
};

/** IAM's wildcards: `*` any characters, `?` one. */
function like(pattern: string, value: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === value;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[\\s\\S]*")
    .replaceAll("?", "[\\s\\S]");
  return new RegExp(`^${source}$`).test(value);
}

const objectOf = (value: Json | undefined): JsonObject => {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("An IAM policy is not an object where one belongs");
  return value;
};
const listOf = (value: Json | undefined): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const textsOf = (value: Json): string[] => listOf(value).map((each) => String(each));
