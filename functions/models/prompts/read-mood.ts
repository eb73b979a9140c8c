import { emailsIn } from "./fence.ts";
import type { PromptText } from "./prompt.ts";

export const readMood: PromptText<"read-mood"> = {
  version: "read-mood@1",
  system: `Read the customer's mood from their own words.
mood: very-negative, negative, neutral, positive or very-positive. Judge how the customer feels about us, not whether the
topic is pleasant: a calm question about a return is neutral; a courteous complaint, a third reminder, a threat to
leave or to go to a lawyer, and sarcasm ("Great, another delay") are negative, however polite.
score: -1 (furious) to 1 (delighted).
signals: up to 12 short English phrases saying what gave it away, such as "third time writing" or "refund demanded".`,
  user: ({ emails }, fence) => emailsIn(fence, emails),
};
