import { Gate } from "../contracts/steps.ts";
import { readConversation, unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { readPolicyNow } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";
import { gate } from "./gate.ts";
import { factsFrom } from "./gather-facts.ts";

export const handler = lambdaStep(Gate, async (input) => {
  const { interactionId, conversationId, seq } = input;
  const subject = { interactionId, conversationId, seq };
  const [policy, emails, conversation] = await Promise.all([
    readPolicyNow(),
    unansweredEmails(subject),
    readConversation(conversationId),
  ]);
  const facts = factsFrom({ input, emails, policy, openTask: conversation.openTaskId !== undefined });
  const { outcome, reasons, confidence, factors } = gate(facts);
  const decided = { outcome, reasons: [...reasons], confidence };
  await recordStep(subject, {
    set: { gate: decided },
    entry: {
      kind: "gate-decided",
      by: `policy:${policy.version}`,
      summary: `The gate says ${outcome}: ${reasons.join(", ")}`,
      details: { ...decided, factors, facts },
    },
  });
  return decided;
});
