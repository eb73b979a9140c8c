// Reading the members of API requests, with AWS's own wording of what is wrong with them.
import { AwsError } from "../services/aws-error.ts";
import type { Json, JsonObject } from "../services/service.ts";

export const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

export function text(input: JsonObject, member: string): string {
  const value = optionalText(input, member);
  if (value === undefined) {
    throw invalid(
      `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
    );
  }
  return value;
}

export function optionalText(input: JsonObject, member: string): string | undefined {
  const value = input[member];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw invalid(`${member} must be a string`);
  return value;
}

/** Refuses members that change behaviour and that this operation does not know. */
export function onlyMembers(input: JsonObject, ...known: string[]): void {
  for (const member of Object.keys(input)) {
    if (!known.includes(member)) throw invalid(`The member '${member}' is not supported by this operation here.`);
  }
}

/** The page that a request asks for: AWS's default is 100 and its most 1,000. */
export function pageOf(input: JsonObject): { size: number; after: number } {
  const size = input["maxResults"] ?? 0;
  if (typeof size !== "number" || !Number.isInteger(size) || size < 0 || size > 1000) {
    throw invalid("maxResults must be a whole number from 0 to 1000");
  }
  const token = optionalText(input, "nextToken");
  const after = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString("utf8"));
  if (!Number.isSafeInteger(after)) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  return { size: size === 0 ? 100 : size, after };
}

export const pageToken = (after: number): string => Buffer.from(String(after)).toString("base64url");

/** Parses JSON text; undefined when it is none. */
export function parsed(text: string): { value: Json } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
const forbidden = /[\s<>{}[\]?*"#%\\^|~`$&,;:/]|[^\P{Cc}]/u;

export function checkName(name: string): void {
  if (name.length === 0 || name.length > 80 || forbidden.test(name)) {
    throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
  }
}

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 256 KiB of UTF-8.
const mostBytes = 262_144;
export const tooManyBytes = (value: string): boolean =>
  value.length > mostBytes / 3 && Buffer.byteLength(value) > mostBytes;
