import {
  Choice,
  Condition,
  type IChainable,
  type INextable,
  Pass,
  type State,
  StateMachineFragment,
  Succeed,
  Wait,
  WaitTime,
} from "aws-cdk-lib/aws-stepfunctions";
import type { LambdaInvoke } from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";
import { IsNewest, SendReply, WriteItDown } from "../../functions/contracts/steps.ts";
import { negativeMoods } from "../../functions/contracts/understanding.ts";
import { AnswerTheEmail, SuggestToThePerson, WriteAnotherDraft } from "./answer.ts";
import { AskAPerson } from "./ask-a-person.ts";
import { untilTheSendEvent } from "./retries.ts";
import { type Functions, payload, stepTask, subject } from "./step-task.ts";
import { Agreed } from "./tools.ts";
import { attachmentsSoFar, UnderstandTheEmail } from "./understand.ts";
import { WaitForAModel } from "./wait-for-a-model.ts";

const when = (condition: string) => Condition.jsonata(`{% ${condition} %}`);
const failed = {
  assign: {
    reasons: ["step-failed"],
    note: "{% $states.errorOutput.Error & ': ' & $substring($string($states.errorOutput.Cause), 0, 600) %}",
  },
};

/** The flagship flow: from a customer's email to a reply, a person's task, or a reasoned silence. */
export class SupportWorkflow extends StateMachineFragment {
  readonly startState: State;
  readonly endStates: INextable[] = [];
  private readonly functions: Functions;

  constructor(scope: Construct, id: string, functions: Functions) {
    super(scope, id);
    this.functions = functions;
    const done = Succeed.jsonata(this, "Done");

    const repaired = this.writeItDown("Write down the repair", "closed").next(done);
    const repair = new AskAPerson(this, "Repair", { functions, kind: "repair", leaveOpen: done });
    repair.next(repaired);

    const waiting = this.writeItDown("Write down that a person is waited for", "waiting");
    const answered = this.writeItDown(WriteItDown.name, "answered");
    const closed = this.writeItDown("Write down that it is closed", "closed");
    const superseded = this.writeItDown("Write down that a newer email took over", "superseded");
    for (const end of [waiting, answered, closed, superseded]) {
      end.next(done);
      end.addCatch(repair, failed);
    }

    const person = new AskAPerson(this, "Person", { functions, kind: "reply", leaveOpen: waiting });
    const send = this.send(SendReply.name, "answer");
    send.addCatch(repair, failed);
    send.next(
      Choice.jsonata(this, "Was it sent?")
        .when(when("$sent.result = 'sent'"), answered)
        .when(when("$sent.result = 'superseded'"), superseded)
        .otherwise(person),
    );
    const agreed = new Agreed(this, "Agreed", { functions, next: send });
    for (const task of agreed.tasks) task.addCatch(repair, failed);
    const another = new WriteAnotherDraft(this, "Redraft", functions);
    another.next(person);
    const secondThoughts = Wait.jsonata(this, "Wait for second thoughts", {
      time: WaitTime.seconds("{% $ring.holdSeconds %}"),
    });
    secondThoughts.next(agreed);
    const sending = { assign: { replyId: "{% $ring.replyId %}", reasons: ["answered-by-person"] } };
    const decision = Choice.jsonata(this, "What did they decide?")
      .when(when("$ring.kind = 'redraft'"), another)
      .when(when("$ring.kind = 'send' and $exists($ring.holdSeconds)"), secondThoughts, sending)
      .when(when("$ring.kind = 'send'"), agreed, sending)
      .when(when("$ring.kind = 'superseded'"), superseded, {
        assign: { reasons: ["superseded"], note: "{% $ring.by %}" },
      })
      .otherwise(closed);
    person
      .next(
        Pass.jsonata(this, "A person has decided", {
          assign: { reasons: ["closed-by-person"], note: "{% $ring.kind = 'close' ? $ring.reason : null %}" },
        }),
      )
      .next(decision);

    const acknowledge = this.send("Acknowledge", "acknowledge");
    acknowledge.addCatch(person, failed);
    acknowledge.next(person);
    const answer = new AnswerTheEmail(this, "Answer", functions);
    answer.next(
      Choice.jsonata(this, "What may happen now?")
        .when(when("$gate.outcome in ['send', 'clarify']"), agreed)
        .when(when("$gate.outcome = 'acknowledge'"), acknowledge)
        .when(when("$gate.outcome = 'no-reply'"), closed)
        .otherwise(person),
    );
    const suggestion = new SuggestToThePerson(this, "Suggestion", functions);
    suggestion.next(person);

    const understand = new UnderstandTheEmail(this, "Understand", functions);
    understand.next(
      Choice.jsonata(this, "How does the customer feel?")
        .when(when(`$mood.mood in ${JSON.stringify(negativeMoods)}`), suggestion)
        .otherwise(answer),
    );
    const newest = stepTask(this, {
      step: IsNewest,
      handler: functions("intake/is-newest"),
      input: subject,
      assign: { newest: payload("newest"), waitSeconds: payload("waitSeconds"), attachments: attachmentsSoFar },
    });
    newest.next(Choice.jsonata(this, "Does a newer email cover it?").when(when("$newest"), understand).otherwise(done));
    new WaitForAModel(this, "NoModel", {
      ...{ functions, acknowledge, person: person.startState, failed },
      // Not the suggestion: an unhappy customer's person need not wait for it.
      parts: [
        { name: "understand", begin: understand.startState, steps: [understand.startState] },
        { name: "answer", begin: answer.startState, steps: answer.tasks },
      ],
    });
    understand.startState.addCatch(person, failed);
    for (const task of [newest, ...answer.tasks, ...suggestion.tasks, ...another.tasks]) task.addCatch(person, failed);
    for (const task of person.tasks) task.addCatch(waiting, failed);
    for (const task of repair.tasks) task.addCatch(done, failed);

    this.startState = begin(
      this,
      Wait.jsonata(this, "Wait for the rest", { time: WaitTime.seconds("{% $debounceSeconds %}") }).next(newest),
      decision,
    );
  }

  private send(name: string, kind: "answer" | "acknowledge"): LambdaInvoke {
    return stepTask(this, {
      step: SendReply,
      name,
      handler: this.functions("outbound/send-reply"),
      retry: untilTheSendEvent,
      input: {
        ...subject,
        replyId: "{% $replyId %}",
        draftId: "{% $draftId %}",
        kind: kind === "answer" ? "{% $gate.outcome = 'clarify' ? 'clarify' : 'answer' %}" : kind,
      },
      assign: {
        sent: "{% $states.result.Payload %}",
        reasons: "{% $states.result.Payload.reason ? [$states.result.Payload.reason] : $reasons %}",
      },
    });
  }

  private writeItDown(name: string, outcome: "answered" | "waiting" | "closed" | "superseded"): LambdaInvoke {
    return stepTask(this, {
      step: WriteItDown,
      name,
      handler: this.functions("record/write-it-down"),
      input: { ...subject, outcome, reasons: "{% $reasons %}", note: "{% $note %}" },
    });
  }
}

/** First state: sets every variable, so that none can be undefined later, and lets a decision without a run jump ahead. */
function begin(scope: Construct, fresh: IChainable, decided: IChainable): State {
  const nothing = Object.fromEntries(
    [
      "mood",
      "sorting",
      "attachments",
      "found",
      "draftId",
      "coverage",
      "check",
      "gate",
      "note",
      "replyId",
      "waitingFor",
    ].map((name) => [name, null]),
  );
  const start = Pass.jsonata(scope, "Begin", {
    assign: {
      ...nothing,
      subject: {
        interactionId: "{% $states.input.interactionId %}",
        conversationId: "{% $states.input.conversationId %}",
        seq: "{% $states.input.seq %}",
      },
      debounceSeconds: "{% $states.input.debounceSeconds %}",
      ring: "{% $exists($states.input.ring) ? $states.input.ring : null %}",
      // Nobody has been asked to look anything up.
      look: null,
      reasons: ["step-failed"],
      waits: 0,
      // Until policy is read: an hour, so that even a run whose first step fails wakes and escalates.
      waitSeconds: 3600,
    },
  });
  start.next(
    Choice.jsonata(scope, "Has a person decided already?").when(when("$ring != null"), decided).otherwise(fresh),
  );
  return start;
}
