import type * as z from "zod";
import { Failure, StepFailure } from "../contracts/failures.ts";
import type { Step } from "../contracts/steps.ts";
import { logger } from "./logger.ts";

/** Turns a plain function into a Lambda handler that keeps the step's contract both ways; the workflow matches on the thrown error's name. */
export const lambdaStep =
  <In extends z.ZodType, Out extends z.ZodType>(
    contract: Step<In, Out>,
    run: (input: z.infer<In>) => Promise<z.infer<Out>>,
  ) =>
  async (event: unknown): Promise<z.infer<Out>> => {
    const input = contract.input.safeParse(event);
    if (!input.success) throw new StepFailure(Failure.BadInput, `${contract.name}: ${input.error.message}`);
    try {
      return contract.output.parse(await run(input.data));
    } catch (error) {
      if (error instanceof Error) logger.error(`${contract.name} failed`, { failure: error.name });
      if (error instanceof Error && throttles.has(error.name))
        throw new StepFailure(Failure.Busy, error.message, { cause: error });
      throw error;
    }
  };

// What AWS SDK clients throw after their own retries when a service is overloaded or away.
const throttles = new Set([
  "ThrottlingException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "TooManyRequestsException",
  "InternalServerError",
  "ServiceUnavailable",
  "SlowDown",
  "TimeoutError",
  "TransactionConflictException",
  "TransactionInProgressException",
]);
