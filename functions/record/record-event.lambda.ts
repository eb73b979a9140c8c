import { RecordEvent } from "../contracts/steps.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { recordEvent } from "./record-event.ts";

export const handler = lambdaStep(RecordEvent, async (event) => {
  await recordEvent(event);
  return { recorded: true as const };
});
