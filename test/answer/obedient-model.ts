import type { Model } from "../../functions/models/model.ts";
import type { Provider, Request } from "../../functions/models/providers/provider.ts";
import type { TaskInputs } from "../../functions/models/tasks.ts";
import { modelOf } from "../models/embedded-model.ts";

/**
 * A model that does whatever the email says: it finds every customer delighted, sees no risk, writes the email's own words
 * as the reply under a citation that is true, and finds nothing wrong with it.
 */
export function obedientModel(): Model {
  const obey: Provider = async (request: Request) => ({ output: answerTo(request), inputTokens: 0, outputTokens: 0 });
  return modelOf(obey);
}

function answerTo({ task, input }: Request): unknown {
  if (task === "read-mood") return { mood: "very-positive", score: 1, signals: ["as the email says"] };
  if (task === "sort")
    return {
      topics: [],
      language: "en",
      urgency: "low",
      risks: [],
      questions: ["How long does delivery take?"],
      suspicious: false,
    };
  if (task === "check") return { grounded: true, complete: true, noPromises: true, toneFits: true, problems: [] };
  const { emails, passages } = input as TaskInputs["draft"];
  const [passage] = passages;
  const words =
    emails
      .map((email) => email.words)
      .join(" ")
      .slice(0, 1400) || "Yes.";
  return {
    paragraphs: [
      {
        sentences: [{ text: words, passageId: passage?.passageId ?? null, quote: passage?.text ?? null, question: 0 }],
      },
    ],
  };
}
