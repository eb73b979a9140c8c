import { Duration } from "aws-cdk-lib";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { IntegrationPattern, type RetryProps, TaskInput, Timeout } from "aws-cdk-lib/aws-stepfunctions";
import { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";
import type { Step } from "../../functions/contracts/steps.ts";
import { lambdaHiccups, onceMore, patient, triedAlready } from "./retries.ts";

/** The published versions of the functions that the workflow calls, by the file of their handler. */
export type Functions = (handler: `${string}/${string}`) => IFunction;

export interface StepTaskProps {
  readonly step: Step;
  /** State name, where one step stands in the machine twice. */
  readonly name?: string;
  readonly handler: IFunction;
  /** Payload as JSONata; keys of the step's input. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Variables to assign from the result; `$states.result.Payload` is the step's output. */
  readonly assign?: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds?: number;
  /** A retrier of this step's own; the first that names an error counts, so it stands before the general ones. */
  readonly retry?: RetryProps;
}

/** `subject`: the ids that every step gets. */
export const subject = {
  interactionId: "{% $subject.interactionId %}",
  conversationId: "{% $subject.conversationId %}",
  seq: "{% $subject.seq %}",
};

export const payload = (path: string): string => `{% $states.result.Payload.${path} %}`;

/** A Task state that calls one step's function, with time limit and the retries that every step shares. */
export function stepTask(scope: Construct, props: StepTaskProps): LambdaInvoke {
  const task = LambdaInvoke.jsonata(scope, props.name ?? props.step.name, {
    lambdaFunction: props.handler,
    payload: TaskInput.fromObject({ ...props.input }),
    // A model's time limit times its candidates, and the function's own timeout, lie below this.
    taskTimeout: Timeout.duration(Duration.seconds(props.timeoutSeconds ?? 120)),
    retryOnServiceExceptions: false,
    outputs: "{% $states.result.Payload %}",
    ...(props.assign && { assign: { ...props.assign } }),
  });
  for (const retrier of [...(props.retry ? [props.retry] : []), lambdaHiccups, patient, triedAlready, onceMore])
    task.addRetry(retrier);
  return task;
}

/** A Task state that hands out a task token and waits until somebody decides, or `waitSeconds` (a variable) are over. */
export function waitingTask(
  scope: Construct,
  props: Required<Pick<StepTaskProps, "name" | "handler" | "input" | "assign">>,
): LambdaInvoke {
  const task = LambdaInvoke.jsonata(scope, props.name, {
    lambdaFunction: props.handler,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({ ...props.input, token: "{% $states.context.Task.Token %}" }),
    taskTimeout: Timeout.jsonata("{% $waitSeconds %}"),
    retryOnServiceExceptions: false,
    outputs: "{% $states.result %}",
    assign: { ...props.assign },
  });
  // Only errors of calling the function: `States.ALL` or `States.TaskFailed` would repeat the wait itself.
  task.addRetry(lambdaHiccups);
  task.addRetry(patient);
  return task;
}
