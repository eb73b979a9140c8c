import type { Subject } from "../contracts/ids.ts";
import { ReadMood } from "../contracts/steps.ts";
import type { Mood } from "../contracts/understanding.ts";
import { emailText } from "../models/email-text.ts";
import { keepFailedCalls } from "../models/keep-failed-calls.ts";
import { openModel } from "../models/open-model.ts";
import { unansweredEmails } from "../platform/interactions.ts";
import { lambdaStep } from "../platform/lambda-step.ts";
import { readPolicy } from "../platform/policy.ts";
import { recordStep } from "../platform/record-step.ts";

// Our own rules and the model's reading lie a whole level apart: a stronger model is asked, where the policy has one.
const lowAgreement = 0.65;

async function readMood(subject: Subject): Promise<Mood> {
  const [policy, emails] = await Promise.all([readPolicy(), unansweredEmails(subject)]);
  const model = await openModel(policy, { subject, emails });
  const input = { emails: emails.map(emailText) };
  // Our own rules, whose word lists no model outside waits for.
  const { judgeMood } = await import("./judge-mood.ts");
  const { answer, by, calls } = await model.ask("read-mood", input, {
    unsure: (reading) => judgeMood(input, reading).agreement < lowAgreement,
  });
  const mood = judgeMood(input, answer);
  await recordStep(subject, {
    set: { mood },
    entry: {
      kind: "mood-read",
      by: `model:${by}`,
      summary: `The customer seems ${mood.mood.replace("-", " ")}`,
      details: { mood: mood.mood, score: mood.score, agreement: mood.agreement, emails: emails.length },
    },
    calls,
  });
  return mood;
}

export const handler = lambdaStep(ReadMood, (subject) => keepFailedCalls(subject, () => readMood(subject)));
