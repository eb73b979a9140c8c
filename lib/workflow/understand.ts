import { Choice, Condition, Parallel, Pass, StateMachineFragment } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";
import { ReadAttachments, ReadMood, SortByTopic } from "../../functions/contracts/steps.ts";
import { type Functions, payload, stepTask, subject } from "./step-task.ts";

const none = { count: 0, dangers: [], needEyes: false };
/** What *Is this the newest?* knows of attachments, as a variable: that there are none, or nothing yet. */
export const attachmentsSoFar = payload(`attachments = false ? ${JSON.stringify(none)} : null`);

/** Three readings of the same email side by side; afterwards `mood`, `sorting` and `attachments` are known. */
export class UnderstandTheEmail extends StateMachineFragment {
  readonly startState: Parallel;
  readonly endStates: Parallel[];

  constructor(scope: Construct, id: string, functions: Functions) {
    super(scope, id);
    const all = Parallel.jsonata(this, "Understand the email", {
      assign: {
        mood: "{% $states.result[0] %}",
        sorting: "{% $states.result[1] %}",
        attachments: "{% $states.result[2] %}",
      },
    })
      .branch(stepTask(this, { step: ReadMood, handler: functions("understand/read-mood"), input: subject }))
      .branch(stepTask(this, { step: SortByTopic, handler: functions("understand/sort-by-topic"), input: subject }))
      .branch(
        // Most emails have none, and then no function need look.
        Choice.jsonata(this, "Are there attachments?")
          .when(
            Condition.jsonata("{% $attachments != null %}"),
            Pass.jsonata(this, "No attachments", { outputs: "{% $attachments %}" }),
          )
          .otherwise(
            stepTask(this, {
              step: ReadAttachments,
              handler: functions("understand/read-attachments"),
              input: subject,
            }),
          ),
      );
    this.startState = all;
    this.endStates = [all];
  }
}
