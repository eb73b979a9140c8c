import { type Assembly, ofType, type Resource } from "./assembly.ts";
import { at, isRecord, listed, readable } from "./readable.ts";

/** One right: this call on this resource. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
}

/** What every role of a stage may do, by the name of who has it: a function's handler, else the role's logical id. */
export function grantsOf(assembly: Assembly): Map<string, Grant[]> {
  const owners = new Map<string, string>();
  for (const [, { Properties }] of ofType(assembly, "AWS::Lambda::Function"))
    owners.set(idOf(Properties["Role"]), readable(Properties["Handler"]).replace(/\.handler$/, ""));
  const grants = new Map<string, Grant[]>();
  const add = (role: string, document: unknown) => {
    const owner = owners.get(role) ?? role;
    grants.set(owner, [...(grants.get(owner) ?? []), ...listed(at(document, "Statement")).flatMap(grantsIn)]);
  };
  for (const [id, { Properties }] of ofType(assembly, "AWS::IAM::Role")) {
    add(id, { Statement: [] });
    for (const policy of listed(Properties["Policies"])) add(id, at(policy, "PolicyDocument"));
  }
  for (const [, { Properties }] of ofType(assembly, "AWS::IAM::Policy"))
    for (const role of listed(Properties["Roles"])) add(idOf(role), Properties["PolicyDocument"]);
  return grants;
}

/** Managed policies that roles carry beside their own statements. */
export const managedPolicies = (assembly: Assembly): string[] =>
  ofType(assembly, "AWS::IAM::Role").flatMap(([id, { Properties }]: [string, Resource]) =>
    listed(Properties["ManagedPolicyArns"]).map((arn) => `${id}: ${readable(arn)}`),
  );

function grantsIn(statement: unknown): Grant[] {
  if (!isRecord(statement) || statement["Effect"] !== "Allow") throw new Error("only Allow statements are expected");
  return listed(statement["Action"]).flatMap((action) =>
    listed(statement["Resource"]).map((resource) => ({
      action: readable(action),
      resource: plain(readable(resource)),
      condition: statement["Condition"],
    })),
  );
}

const idOf = (reference: unknown): string => readable(reference).replace(/^\$\{(\w+)(\.Arn)?\}$/, "$1");

/** `${import:…TablelogA81EF61DArn…}` as `table/log`, `…Mail6A3D1F64Arn…` as `bucket/Mail`, and so on. */
const plain = (resource: string): string =>
  resource
    .replace(
      /\$\{import:[\w-]+:ExportsOutput(?:FnGetAtt|Ref)Table(?<name>[a-z]+)[0-9A-F]{8}(?<attribute>StreamArn|Arn)?[0-9A-F]{8}\}/,
      (_, name: string, attribute: string) => (attribute === "StreamArn" ? `stream/${name}` : `table/${name}`),
    )
    .replace(
      /\$\{import:[\w-]+:ExportsOutput(?:FnGetAtt|Ref)(?<name>[A-Za-z]+)[0-9A-F]{8}(?:Arn)?[0-9A-F]{8}\}/,
      "stateful/$<name>",
    )
    .replace(/\$\{AWS::Region\}:\$\{AWS::AccountId\}/, "here");
