import { type INextable, type State, StateMachineFragment, Succeed } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { RecordEvent } from "../../functions/contracts/steps.ts";
import { type Functions, stepTask } from "./step-task.ts";

/** The smallest registered flow: an event such as `order.shipped` is written into the log, whose stream tells the CRM. */
export class EventWorkflow extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[] = [];

  constructor(scope: Construct, id: string, functions: Functions) {
    super(scope, id);
    // Nothing to catch into: a run that fails here opens a task from outside, as every failed run does.
    const record = stepTask(this, {
      step: RecordEvent,
      handler: functions("record/record-event"),
      input: {
        interactionId: "{% $states.input.interactionId %}",
        id: "{% $states.input.id %}",
        type: "{% $states.input.type %}",
        detail: "{% $states.input.detail %}",
      },
    });
    record.next(Succeed.jsonata(this, "Done"));
    this.startState = record;
  }
}
