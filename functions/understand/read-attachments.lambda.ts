import { ReadAttachments } from "../contracts/steps.ts";
import { unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { recordStep } from "../platform/record-step.ts";
import { attachmentFacts } from "./attachment-facts.ts";

export const handler = lambdaStep(ReadAttachments, async (subject) => {
  const facts = attachmentFacts(await unansweredEmails(subject));
  await recordStep(subject, {
    set: { attachments: facts },
    entry: {
      kind: "attachments-read",
      by: "code",
      summary: facts.count === 0 ? "No attachments" : `${facts.count} attachment(s)`,
      details: { ...facts },
    },
  });
  return facts;
});
