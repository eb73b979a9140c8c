import { hash } from "node:crypto";

/**
 * The name of a resource whose template gives none: stack and logical id, as CloudFormation makes them, but the same
 * at every start. Names allow 64 characters in the narrowest service; longer ones end in a hash.
 */
export function physicalName(stack: string, logicalId: string): string {
  const full = `${stack}-${logicalId}`;
  return full.length <= 63 ? full : `${full.slice(0, 54)}-${hash("sha256", full).slice(0, 8)}`;
}
