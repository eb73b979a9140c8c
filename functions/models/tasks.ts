import * as z from "zod";
import type { Passage } from "../contracts/knowledge.ts";
import type { ModelTask } from "../contracts/policy.ts";
import { MoodLevel, Risk } from "../contracts/understanding.ts";
import {
  EmbedAnswer,
  type EmbedInput,
  MadePicture,
  type MakePictureInput,
  PictureAnswer,
  type PictureInput,
  SoundAnswer,
  type SoundInput,
  type SpeakInput,
  Speech,
} from "./media-tasks.ts";

// What each task is given and what it must give back. Answers are closed schemas (P4): anything else a model says is
// not read. Every field is required, since structured-output services want it so; absence is null.

/** One email as models see it: the customer's own words, never the quoted history (P8) or hidden text (P7). */
export interface EmailText {
  readonly subject: string;
  readonly words: string;
}

export interface MoodInput {
  readonly emails: readonly EmailText[];
}
const MoodAnswer = z.strictObject({
  mood: MoodLevel,
  score: z.number().min(-1).max(1),
  signals: z.array(z.string().min(1).max(120)).max(12),
});

export interface SortInput {
  readonly emails: readonly EmailText[];
  readonly topics: readonly { readonly topic: string; readonly words: readonly string[] }[];
}
const SortAnswer = z.strictObject({
  topics: z.array(z.strictObject({ topic: z.string().max(60), confidence: z.number().min(0).max(1) })).max(5),
  language: z.string().regex(/^[a-z]{2}$/),
  urgency: z.enum(["low", "normal", "high"]),
  risks: z.array(Risk).max(5),
  questions: z.array(z.string().min(1).max(500)).max(8),
  suspicious: z.boolean(),
});

export interface AnswerablePassage extends Pick<Passage, "passageId" | "title" | "heading" | "text"> {
  /** Which question it was found for, and how well (0..1). */
  readonly question: number;
  readonly score: number;
  /** Good enough to answer by; the others are only near. */
  readonly answers: boolean;
}
export interface DraftInput {
  readonly emails: readonly EmailText[];
  readonly language: string;
  /** Absent unless it is safe to greet by it. */
  readonly customerName: string | undefined;
  readonly mood: MoodLevel;
  readonly questions: readonly string[];
  readonly passages: readonly AnswerablePassage[];
  /** What a person at the desk wants of this draft; the rules about passages hold all the same. */
  readonly instruction?: string | undefined;
}
const DraftAnswer = z.strictObject({
  paragraphs: z
    .array(
      z.strictObject({
        sentences: z
          .array(
            z.strictObject({
              text: z.string().min(1).max(1500),
              /** The passage that says it, and its words; both null in sentences that state no fact. */
              passageId: z.string().max(200).nullable(),
              quote: z.string().max(1000).nullable(),
              question: z.int().min(0).max(7).nullable(),
            }),
          )
          .min(1)
          .max(20),
      }),
    )
    .min(1)
    .max(20),
});

export interface CheckInput {
  readonly language: string;
  readonly mood: MoodLevel;
  readonly questions: readonly string[];
  /** The draft's sentences with the passages they cite. */
  readonly sentences: readonly {
    readonly text: string;
    readonly question: number | undefined;
    readonly passage: string | undefined;
  }[];
}
const CheckAnswer = z.strictObject({
  grounded: z.boolean(),
  complete: z.boolean(),
  noPromises: z.boolean(),
  toneFits: z.boolean(),
  problems: z.array(z.string().min(1).max(300)).max(12),
});

export interface TaskInputs {
  "read-mood": MoodInput;
  sort: SortInput;
  draft: DraftInput;
  check: CheckInput;
  "describe-image": PictureInput;
  transcribe: SoundInput;
  embed: EmbedInput;
  "make-image": MakePictureInput;
  speak: SpeakInput;
}
export const answers = {
  "read-mood": MoodAnswer,
  sort: SortAnswer,
  draft: DraftAnswer,
  check: CheckAnswer,
  "describe-image": PictureAnswer,
  transcribe: SoundAnswer,
  embed: EmbedAnswer,
  "make-image": MadePicture,
  speak: Speech,
} as const satisfies Record<ModelTask, z.ZodType>;
export type TaskAnswers = { [Task in ModelTask]: z.infer<(typeof answers)[Task]> };
