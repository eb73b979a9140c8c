import type { ModelTask } from "../../contracts/policy.ts";
import type { EmailText, TaskAnswers, TaskInputs } from "../tasks.ts";
import { newRedaction, type Redaction } from "./redact.ts";

// What of each task's input customers wrote, and what of its answer goes back to them. Everything else of an answer
// (signals, problems, what a picture shows) is for our own people and the log, and keeps its marks.

interface Way<Task extends ModelTask> {
  hide(input: TaskInputs[Task], hide: Redaction["hide"]): TaskInputs[Task];
  restore?(answer: TaskAnswers[Task], restore: Redaction["restore"]): TaskAnswers[Task];
  /** Texts of our own, in which nothing is hidden. */
  open?(input: TaskInputs[Task]): readonly string[];
}

const emailsWith = (emails: readonly EmailText[], hide: Redaction["hide"]): EmailText[] =>
  emails.map(({ subject, words }) => ({ subject: hide(subject), words: hide(words) }));

const ways: { readonly [Task in ModelTask]: Way<Task> } = {
  "read-mood": { hide: (input, hide) => ({ ...input, emails: emailsWith(input.emails, hide) }) },
  sort: {
    hide: (input, hide) => ({ ...input, emails: emailsWith(input.emails, hide) }),
    restore: (answer, restore) => ({ ...answer, questions: answer.questions.map((one) => restore(one).slice(0, 500)) }),
  },
  draft: {
    hide: (input, hide) => ({
      ...input,
      emails: emailsWith(input.emails, hide),
      questions: input.questions.map(hide),
      customerName: input.customerName === undefined ? undefined : hide(input.customerName),
    }),
    restore: (answer, restore) => ({
      paragraphs: answer.paragraphs.map(({ sentences }) => ({
        sentences: sentences.map((sentence) => ({ ...sentence, text: restore(sentence.text).slice(0, 1500) })),
      })),
    }),
    open: ({ passages }) => passages.map(({ text }) => text),
  },
  check: {
    hide: (input, hide) => ({
      ...input,
      questions: input.questions.map(hide),
      sentences: input.sentences.map((sentence) => ({ ...sentence, text: hide(sentence.text) })),
    }),
    open: ({ sentences }) => sentences.flatMap(({ passage }) => (passage === undefined ? [] : [passage])),
  },
  "describe-image": { hide: (input, hide) => ({ ...input, words: hide(input.words) }) },
  // Sound cannot be read before it is transcribed: policy decides whether a service outside hears it at all.
  transcribe: { hide: (input) => input },
  embed: { hide: (input, hide) => (input.as === "passage" ? input : { ...input, texts: input.texts.map(hide) }) },
  "make-image": { hide: (input, hide) => ({ ...input, prompt: hide(input.prompt) }) },
  speak: { hide: (input, hide) => ({ ...input, text: hide(input.text) }) },
};

export interface Redacted<Task extends ModelTask> {
  readonly input: TaskInputs[Task];
  restore(answer: TaskAnswers[Task]): TaskAnswers[Task];
}

/** The input as a model outside may see it (S12), and how its answer gets the customer's own things back. */
export function redactTask<Task extends ModelTask>(
  task: Task,
  input: TaskInputs[Task],
  names: readonly string[],
): Redacted<Task> {
  const way: Way<Task> = ways[task];
  const redaction = newRedaction({ open: way.open?.(input) ?? [], names });
  const hidden = way.hide(input, redaction.hide);
  return { input: hidden, restore: (answer) => way.restore?.(answer, redaction.restore) ?? answer };
}
