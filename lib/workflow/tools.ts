import {
  Choice,
  Condition,
  type IChainable,
  type INextable,
  type State,
  StateMachineFragment,
} from "aws-cdk-lib/aws-stepfunctions";
import type { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";
import { AskForProof, DoWhatWasAgreed, LookItUp } from "../../functions/contracts/steps.ts";
import { type Functions, payload, stepTask, subject } from "./step-task.ts";

const when = (condition: string) => Condition.jsonata(`{% ${condition} %}`);

export interface AgentsLoopProps {
  readonly functions: Functions;
  /** Told apart where the loop stands in the machine twice: ` for the person`. */
  readonly suffix?: string;
  /** Where it goes on when everybody has been asked. */
  readonly next: IChainable;
  /** Where it goes on when the sender is asked for a one-time code; absent where nothing is sent without a person. */
  readonly proof?: IChainable;
}

/**
 * The agents, asked one after the other: inquiries, payments, inventory, whoever the email's questions concern. Each
 * round is one call; the state carries who is left and what was spent, and the function ends the loop when a limit of the
 * policy is reached (P12). Most emails pass by without a round. Afterwards `look` says how it stands with the account.
 */
export class AgentsLoop extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[] = [];
  readonly tasks: readonly LambdaInvoke[];

  constructor(scope: Construct, id: string, { functions, suffix = "", next, proof }: AgentsLoopProps) {
    super(scope, id);
    const look = stepTask(this, {
      step: LookItUp,
      name: `${LookItUp.name}${suffix}`,
      handler: functions("tools/look-it-up"),
      input: { ...subject, agents: "{% $look = null ? $found.agents : $look.agents %}", look: "{% $look %}" },
      assign: { look: payload("look"), sorting: payload("sorting") },
    });
    const more = Choice.jsonata(this, `Is anybody left to ask?${suffix}`).when(when("$count($look.agents) > 0"), look);
    look.next(proof === undefined ? more : more.when(when("$look.account = 'code'"), proof));
    more.otherwise(next);
    this.startState = Choice.jsonata(this, `Is there anything to look up?${suffix}`)
      .when(when("$exists($found.agents) and $count($found.agents) > 0"), look)
      .otherwise(next);
    this.tasks = [look];
  }
}

/** The email that asks for a one-time code: afterwards `draftId` is that email, which the gate may let go. */
export const askForProof = (scope: Construct, functions: Functions): LambdaInvoke =>
  stepTask(scope, {
    step: AskForProof,
    handler: functions("tools/ask-for-proof"),
    input: { ...subject, language: "{% $sorting.language %}" },
    assign: { draftId: payload("draftId"), coverage: null, check: null },
  });

export interface AgreedProps {
  readonly functions: Functions;
  /** What follows: sending the reply that tells of it. */
  readonly next: IChainable;
}

/** Between a decision and its reply: effects that a person decided with the reply, or that the gate may let happen. */
export class Agreed extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[] = [];
  readonly tasks: readonly LambdaInvoke[];

  constructor(scope: Construct, id: string, { functions, next }: AgreedProps) {
    super(scope, id);
    const act = stepTask(this, {
      step: DoWhatWasAgreed,
      handler: functions("tools/do-what-was-agreed"),
      input: { ...subject, replyId: "{% $replyId %}" },
    });
    act.next(next);
    const byPerson = "$replyId != null and $ring != null and $exists($ring.effects) and $ring.effects > 0";
    const byGate = "$replyId = null and $look != null and $look.effectsByGate > 0 and $gate.outcome = 'send'";
    this.startState = Choice.jsonata(this, "Is something to be done first?")
      .when(when(`(${byPerson}) or (${byGate})`), act)
      .otherwise(next);
    this.tasks = [act];
  }
}
