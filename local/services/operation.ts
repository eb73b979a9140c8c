import * as z from "zod";
import { AwsError } from "./aws-error.ts";
import type { Json, JsonObject, Operation } from "./service.ts";

/** How one service words a request that does not fit its API. */
export interface Wording {
  /** As AWS signs it: `sqs`, `events`… */
  readonly service: string;
  /** Error name for a wrong or missing member. */
  readonly invalid: string;
}

/**
 * Makes an operation that reads its input by `shape` before running. A member that `shape` does not name is refused
 * by its name: skipping it in silence would let a program believe that it had an effect.
 */
export function operation<Shape extends z.ZodRawShape>(
  wording: Wording,
  name: string,
  shape: Shape,
  run: (input: z.output<z.ZodObject<Shape, z.core.$strict>>) => Promise<JsonObject>,
): Operation {
  const reader = z.strictObject(shape);
  return async (input) => {
    const read = reader.safeParse(input);
    if (read.success) return run(read.data);
    throw new AwsError(wording.invalid, explain(`${wording.service}:${name}`, read.error));
  };
}

function explain(operationName: string, error: z.ZodError): string {
  return error.issues
    .map((issue) =>
      issue.code === "unrecognized_keys"
        ? `Switchboard on one machine does not know the parameter ${issue.keys.map((key) => [...issue.path, key].join(".")).join(", ")} of ${operationName}`
        : `${issue.path.join(".")}: ${issue.message}`,
    )
    .join("; ");
}

/** The members that have a value: an absent member of an AWS answer is left out, not null. */
export function present(members: Record<string, Json | undefined>): JsonObject {
  const kept: JsonObject = {};
  for (const [name, value] of Object.entries(members)) if (value !== undefined) kept[name] = value;
  return kept;
}
