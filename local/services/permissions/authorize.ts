import { AwsError } from "../aws-error.ts";
import { credentialOf } from "../wire/credential.ts";
import type { WireRequest } from "../wire/message.ts";
import { functionOf } from "./access-keys.ts";
import { needsOf } from "./needs.ts";
import { allows, type Statement } from "./statement.ts";

/** A caller that has a role: a function of the template. Anybody else on loopback owns the account and may do all. */
export interface Role {
  readonly name: string;
  readonly statements: readonly Statement[];
}

/**
 * Refuses a request that the caller's role would not allow at AWS, in AWS's words: a right that lib/ forgot to give is
 * found by the first run on one machine, not by the first deployment.
 */
export function authorize(
  request: WireRequest,
  roleOf: (functionName: string) => Role | undefined,
): AwsError | undefined {
  const caller = functionOf(credentialOf(request)?.accessKeyId ?? "");
  if (caller === undefined) return undefined;
  const role = roleOf(caller);
  if (!role) return new AwsError("UnrecognizedClientException", `There is no function ${caller}`, { status: 403 });
  const missing = needsOf(request).find((need) => !allows(role.statements, need));
  if (!missing) return undefined;
  const on = missing.resource === undefined ? "" : ` on resource: ${missing.resource}`;
  return new AwsError(
    "AccessDeniedException",
    `User: arn:aws:sts::000000000000:assumed-role/${role.name}/${caller} is not authorized to perform: ${missing.action}${on} because no identity-based policy allows the ${missing.action} action`,
    { status: 403 },
  );
}
