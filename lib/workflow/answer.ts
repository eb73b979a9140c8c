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
import { CheckReply, FindWhatWeKnow, Gate, WriteReply } from "../../functions/contracts/steps.ts";
import { type Functions, payload, stepTask, subject } from "./step-task.ts";
import { AgentsLoop, askForProof } from "./tools.ts";

const inTheirLanguage = { ...subject, language: "{% $sorting.language %}" };
// Nobody has been asked yet: what an earlier attempt looked up counts no more.
const found = { found: "{% $states.result.Payload %}", look: null };
const drafted = {
  draftId: payload("draftId"),
  coverage: payload("coverage"),
  found: "{% $exists($states.result.Payload.found) ? $states.result.Payload.found : $found %}",
};

/** Finds, writes, checks, and lets the gate decide: afterwards `gate` holds the outcome with its reasons. */
export class AnswerTheEmail extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[];
  readonly tasks: readonly LambdaInvoke[];

  constructor(scope: Construct, id: string, functions: Functions) {
    super(scope, id);
    const find = stepTask(this, {
      step: FindWhatWeKnow,
      handler: functions("answer/find-what-we-know"),
      input: inTheirLanguage,
      assign: found,
    });
    const write = stepTask(this, {
      step: WriteReply,
      handler: functions("answer/write-reply"),
      input: inTheirLanguage,
      assign: drafted,
    });
    const check = stepTask(this, {
      step: CheckReply,
      handler: functions("answer/check-reply"),
      input: { ...subject, draftId: "{% $draftId %}" },
      assign: { check: "{% $states.result.Payload %}" },
    });
    const gate = stepTask(this, {
      step: Gate,
      handler: functions("answer/gate"),
      input: {
        ...subject,
        mood: "{% $mood %}",
        sorting: "{% $sorting %}",
        attachments: "{% $attachments %}",
        found: "{% $found %}",
        draftId: "{% $draftId %}",
        coverage: "{% $coverage %}",
        check: "{% $check %}",
        account: "{% $look = null ? 'none' : $look.account %}",
      },
      assign: { gate: "{% $states.result.Payload %}", reasons: payload("reasons") },
    });
    const proof = askForProof(this, functions);
    proof.next(gate);
    const agents = new AgentsLoop(this, "Agents", { functions, next: write, proof });
    find.next(agents);
    write.next(
      Choice.jsonata(this, "Is there a draft?")
        .when(Condition.jsonata("{% $draftId != null %}"), check.next(gate))
        .otherwise(gate),
    );
    this.startState = find;
    this.endStates = [gate];
    this.tasks = [find, ...agents.tasks, proof, write, check, gate];
  }
}

/** The unhappy customer's way: the same knowledge and a draft, but only as a suggestion to the person who answers. */
export class SuggestToThePerson extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[];
  readonly tasks: readonly LambdaInvoke[];

  constructor(scope: Construct, id: string, functions: Functions) {
    super(scope, id);
    const find = stepTask(this, {
      step: FindWhatWeKnow,
      name: "Find what may help",
      handler: functions("answer/find-what-we-know"),
      input: inTheirLanguage,
      assign: { ...found, reasons: ["negative-mood"] },
    });
    const write = stepTask(this, {
      step: WriteReply,
      name: "Suggest a reply",
      handler: functions("answer/write-reply"),
      input: inTheirLanguage,
      assign: drafted,
    });
    const agents = new AgentsLoop(this, "Agents", { functions, suffix: " for the person", next: write });
    find.next(agents);
    this.startState = find;
    this.endStates = [write];
    this.tasks = [find, ...agents.tasks, write];
  }
}

/** A person asked for another draft: written after their instruction, checked, and shown to them again. */
export class WriteAnotherDraft extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[];
  readonly tasks: readonly LambdaInvoke[];

  constructor(scope: Construct, id: string, functions: Functions) {
    super(scope, id);
    const write = stepTask(this, {
      step: WriteReply,
      name: "Write another draft",
      handler: functions("answer/write-reply"),
      // A run that begins at the decision has sorted nothing itself.
      input: { ...subject, language: "{% $sorting = null ? 'en' : $sorting.language %}" },
      assign: drafted,
    });
    const check = stepTask(this, {
      step: CheckReply,
      name: "Check the other draft",
      handler: functions("answer/check-reply"),
      input: { ...subject, draftId: "{% $draftId %}" },
      assign: { check: "{% $states.result.Payload %}" },
    });
    const isThere = Choice.jsonata(this, "Is there another draft?");
    const none = Pass.jsonata(this, "No other draft");
    write.next(isThere.when(Condition.jsonata("{% $draftId != null %}"), check).otherwise(none));
    this.startState = write;
    this.endStates = [check, none];
    this.tasks = [write, check];
  }
}
