import { MayAcknowledge } from "../contracts/steps.ts";
import { negativeMoods } from "../contracts/understanding.ts";
import { unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { emailText } from "./email-text.ts";
import { readMood } from "./embedded/mood/read-mood.ts";

/**
 * Whether an email that no budget has room for may at least be told that it arrived: not what intake found unfit for any
 * automatic reply, and nobody whom our own rules, which cost nothing, find unhappy.
 */
export const handler = lambdaStep(MayAcknowledge, async (subject) => {
  const emails = await unansweredEmails(subject);
  const { mood } = readMood({ emails: emails.map(emailText) });
  const unfit = emails.some(({ warnings }) => warnings.length > 0);
  return { acknowledge: !unfit && !negativeMoods.includes(mood) };
});
