import * as z from "zod";
import { AskAPerson } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { ring } from "../platform/workflow.ts";
import { openTask } from "./open-task.ts";
import { markRung } from "./tell-run.ts";

// The decision reaches the run through its token; what the invocation returns only ends the invocation.
const asking = { ...AskAPerson, output: z.object({ asked: z.literal(true) }) };

export const handler = lambdaStep(asking, async (question) => {
  const opened = await openTask(question);
  if (opened.kind === "superseded") await ring(question.token, opened);
  if (opened.kind === "decided") {
    await ring(question.token, opened.ring);
    await markRung(opened.task, question.token);
  }
  return { asked: true as const };
});
