import { ReadAttachments } from "../contracts/steps.ts";
import { openModel } from "../models/open-model.ts";
import { readBytes } from "../platform/documents.ts";
import { unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { readPolicy } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";
import { setting } from "../platform/settings.ts";
import { papers } from "../platform/working-papers.ts";
import { attachmentFacts } from "./attachment-facts.ts";
import { lookAtAttachments } from "./look-at-attachments.ts";

/** Says whether somebody must look at what is attached, and lays down for them what models saw and heard in it. */
export const handler = lambdaStep(ReadAttachments, async (subject) => {
  const emails = await unansweredEmails(subject);
  const facts = attachmentFacts(emails);
  const { readings, calls } = await lookAtAttachments(
    { emails },
    async () => openModel(await readPolicy(), { subject, emails }),
    (key) => readBytes({ bucket: setting("mailBucket"), key }),
  );
  await recordStep(subject, {
    set: { attachments: facts },
    ...(readings.length > 0 && { papers: { [papers.attachments]: readings } }),
    entry: {
      kind: "attachments-read",
      by: "code",
      summary: facts.count === 0 ? "No attachments" : `${facts.count} attachment(s)`,
      details: {
        ...facts,
        looked: readings.map(({ place, kind, by, unread }) => ({
          place,
          kind,
          ...(by && { by }),
          ...(unread && { unread }),
        })),
      },
    },
    calls,
  });
  return facts;
});
