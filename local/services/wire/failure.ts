import { AwsError } from "../aws-error.ts";

/** What is not built is refused by name, so that nobody believes that it had an effect. */
export const unknownOperation = (service: string, name: string): AwsError =>
  new AwsError("UnknownOperationException", `Switchboard on one machine does not know ${service}:${name}`);
