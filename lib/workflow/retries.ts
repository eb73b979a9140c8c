import { Duration } from "aws-cdk-lib";
import { JitterType, type RetryProps } from "aws-cdk-lib/aws-stepfunctions";
import { Failure } from "../../functions/contracts/failures.ts";

/**
 * 4 more tries at 1, 2, 4, 8 s: Lambda's own hiccups (a deploy, a cold start that was throttled) are over within 15 s.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
export const lambdaHiccups: RetryProps = {
  errors: [
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
  ],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxAttempts: 4,
  jitterStrategy: JitterType.FULL,
};

/** 6 more tries, doubling from 2 s, at most 30 s apart: a throttled table gets about a minute and a half before a person is asked. */
export const patient: RetryProps = {
  errors: [Failure.Busy],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxDelay: Duration.seconds(30),
  maxAttempts: 6,
  jitterStrategy: JitterType.FULL,
};

/** The model port has tried every candidate, with its own waits: what follows is the line, or a person (F23: no retry storm). */
export const triedAlready: RetryProps = { errors: [Failure.NoModel, Failure.OverBudget], maxAttempts: 0 };

/** One more try: a function that died (memory, timeout, a bug) may have met a bad moment, rarely twice. */
export const onceMore: RetryProps = {
  errors: ["States.TaskFailed"],
  interval: Duration.seconds(2),
  backoffRate: 2,
  maxAttempts: 1,
};

/**
 * 30, 60, 120, 240, 480 s: 15.5 minutes in all, the time within which the mail service's Send event tells whether a
 * reply whose sending was cut off went out. No jitter: nothing is sent by these tries.
 */
export const untilTheSendEvent: RetryProps = {
  errors: [Failure.SendingUnknown],
  interval: Duration.seconds(30),
  backoffRate: 2,
  maxAttempts: 5,
};
