import * as z from "zod";
import { WaitForModel } from "../contracts/steps.ts";
import { readInteraction } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { transact } from "../platform/rows.ts";
import { ring } from "../platform/workflow.ts";
import { join } from "./waiting/drain.ts";
import { lineRows } from "./waiting/line-rows.ts";

// The run goes on when its doorbell rings; what the invocation returns only ends the invocation.
const waiting = { ...WaitForModel, output: z.object({ waits: z.boolean() }) };

const mostWhenPolicyIsSilent = 20_000;

export const handler = lambdaStep(waiting, async ({ token, times, ...subject }) => {
  const [policy, { openedAt }] = await Promise.all([readPolicy(), readInteraction(subject.interactionId)]);
  const ids = { interactionId: subject.interactionId, conversationId: subject.conversationId };
  const most = policy.waiting?.most ?? mostWhenPolicyIsSilent;
  const joined = await join(lineRows, { ...ids, receivedAt: openedAt, token }, { most, again: times > 1 });
  const summary = joined
    ? "No model answers: it waits for one"
    : "No model answers, and too many wait: a person is asked";
  await transact(
    logWrite({ ...ids, kind: "model-awaited", by: "code", summary, details: { times, joined } }, policy.retentionDays),
  );
  if (!joined) await ring(token, { go: "person" });
  return { waits: joined };
});
