import {
  Choice,
  Condition,
  type INextable,
  type Parallel,
  type State,
  StateMachineFragment,
} from "aws-cdk-lib/aws-stepfunctions";
import type { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";
import { Failure } from "../../functions/contracts/failures.ts";
import { MayAcknowledge, WaitForModel } from "../../functions/contracts/steps.ts";
import { type Functions, payload, stepTask, subject, waitingTask } from "./step-task.ts";

/** A part of the flow whose steps ask models, and where it begins again after a wait. */
interface Part {
  readonly name: string;
  readonly begin: State;
  readonly steps: readonly (LambdaInvoke | Parallel)[];
}

export interface WaitForAModelProps {
  readonly functions: Functions;
  readonly parts: readonly Part[];
  readonly acknowledge: State;
  readonly person: State;
  /** What a catch keeps of a failure, for the person. */
  readonly failed: { readonly assign: Readonly<Record<string, unknown>> };
}

/**
 * What becomes of an email that no model reads. All are away: it stands in line, and its part begins again when one is
 * back; at the promise time a person is asked. No budget has room: waiting mends nothing, so it is acknowledged where that
 * is safe, and a person is asked. Its catches stand before the general ones, since the first that fits counts.
 */
export class WaitForAModel extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[] = [];

  constructor(scope: Construct, id: string, { functions, parts, acknowledge, person, failed }: WaitForAModelProps) {
    super(scope, id);
    const wait = waitingTask(this, {
      name: WaitForModel.name,
      handler: functions("models/wait-for-model"),
      input: { ...subject, times: "{% $waits %}" },
      assign: { waited: "{% $states.result %}" },
    });
    // The line lets nobody wait beyond the promise time; this is for a doorbell that never rang.
    wait.addCatch(person, failed);
    const again = Choice.jsonata(this, "Where was it?");
    for (const { name, begin } of parts) {
      again.when(Condition.jsonata(`{% $waited.go = 'on' and $waitingFor = '${name}' %}`), begin);
    }
    wait.next(again.otherwise(person));

    const may = stepTask(this, {
      step: MayAcknowledge,
      handler: functions("models/may-acknowledge"),
      input: subject,
      assign: { acknowledge: payload("acknowledge") },
    });
    may.addCatch(person, failed);
    may.next(
      Choice.jsonata(this, "Is it told that it arrived?")
        .when(Condition.jsonata("{% $acknowledge %}"), acknowledge)
        .otherwise(person),
    );

    for (const { name, steps } of parts) {
      for (const step of steps) {
        step.addCatch(wait, {
          errors: [Failure.NoModel],
          assign: { waitingFor: name, waits: "{% $waits + 1 %}", reasons: ["no-model"] },
        });
        step.addCatch(may, { errors: [Failure.OverBudget], assign: { reasons: ["over-budget"] } });
      }
    }
    this.startState = wait;
  }
}
