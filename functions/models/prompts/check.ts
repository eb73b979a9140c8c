import type { PromptText } from "./prompt.ts";

export const check: PromptText<"check"> = {
  version: "check@1",
  system: `You did not write the reply below. Check it as a strict colleague would before it goes to a customer.
grounded: every sentence that states a fact follows from the passage named beside it, and from nothing else.
complete: every question is really answered, with the thing asked for (a time, a price, a way to do it).
noPromises: nothing is promised, offered or granted that its passage does not say for everybody.
toneFits: greeting, words and warmth fit the mood; no praise or cheer to somebody unhappy.
problems: for each thing that is not so, one short English sentence for the person who will look at it.
When in doubt, say false.`,
  user: ({ language, mood, questions, sentences }, fence) =>
    [
      `Language: ${language}. Mood: ${mood}.`,
      fence("QUESTIONS", questions.map((question, at) => `${at}: ${question}`).join("\n")),
      ...sentences.map(({ text, question, passage }, at) =>
        fence(
          `SENTENCE-${at + 1}`,
          `${text}\n(answers question: ${question ?? "none"})\n(passage: ${passage ?? "none"})`,
        ),
      ),
    ].join("\n\n"),
};
