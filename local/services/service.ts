/** JSON as it crosses the wire. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** One API operation: takes the request's members, answers the response's; throws AwsError. */
export type Operation = (input: JsonObject) => Promise<JsonObject>;

/** A service's operations by their AWS name. The list is also the support list: what is not here is refused by name. */
export type Operations = Readonly<Record<string, Operation>>;

/** The account, region and partition that one machine pretends to be. */
export const home = { account: "000000000000", region: "us-east-1", partition: "aws" } as const;

/** ARN of a resource here, e.g. `arnOf("sqs", "name")`. */
export const arnOf = (service: string, resource: string): string =>
  `arn:${home.partition}:${service}:${home.region}:${home.account}:${resource}`;
