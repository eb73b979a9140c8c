import {
  Choice,
  Condition,
  type INextable,
  Pass,
  type State,
  StateMachineFragment,
} from "aws-cdk-lib/aws-stepfunctions";
import type { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";
import { AskAPerson as Ask, Escalate } from "../../functions/contracts/steps.ts";
import { type Functions, payload, stepTask, subject, waitingTask } from "./step-task.ts";

export interface AskAPersonProps {
  readonly functions: Functions;
  /** `repair`: sending has begun, so this task can no longer send. */
  readonly kind: "reply" | "repair";
  /** Where to go when nobody decided after the last tier: the task stays open, the run ends. */
  readonly leaveOpen: State;
}

/** Opens a task and waits. The timeout is a wake-up, not a failure. Afterwards `ring` says what was decided. */
export class AskAPerson extends StateMachineFragment {
  readonly startState: LambdaInvoke;
  readonly endStates: INextable[];
  readonly tasks: readonly LambdaInvoke[];

  constructor(scope: Construct, id: string, { functions, kind, leaveOpen }: AskAPersonProps) {
    super(scope, id);
    const suffix = kind === "repair" ? " to repair" : "";
    const ask = waitingTask(this, {
      name: `${Ask.name}${suffix}`,
      handler: functions("desk/ask-a-person"),
      input: {
        ...subject,
        kind,
        reasons: "{% $reasons %}",
        note: "{% $note %}",
        mood: "{% $mood %}",
        sorting: "{% $sorting %}",
        draftId: "{% $draftId %}",
      },
      assign: { ring: "{% $states.result %}" },
    });
    const escalate = stepTask(this, {
      step: Escalate,
      name: `${Escalate.name}${suffix}`,
      handler: functions("desk/escalate"),
      input: subject,
      assign: {
        next: payload("next"),
        ring: "{% $exists($states.result.Payload.ring) ? $states.result.Payload.ring : null %}",
        waitSeconds: "{% $exists($states.result.Payload.seconds) ? $states.result.Payload.seconds : $waitSeconds %}",
      },
    });
    const decided = Pass.jsonata(this, `Decided meanwhile${suffix}`);
    ask.addCatch(escalate, { errors: ["States.Timeout"] });
    escalate.next(
      Choice.jsonata(this, `Who is next?${suffix}`)
        .when(Condition.jsonata("{% $next = 'wait' %}"), ask)
        .when(Condition.jsonata("{% $next = 'decided' %}"), decided)
        .otherwise(leaveOpen),
    );
    this.startState = ask;
    this.endStates = [ask, decided];
    this.tasks = [escalate];
  }
}
