import * as z from "zod";
import { DraftId, InteractionId } from "./ids.ts";

/** One statement of a draft and its proof: `quote` stands verbatim in that version of that passage. */
export const Citation = z.object({ passageId: z.string(), version: z.string(), quote: z.string().max(1000) });
export type Citation = z.infer<typeof Citation>;

export const DraftSentence = z.object({
  text: z.string().min(1).max(1500),
  /** Absent for greeting, thanks and closing, which state no fact. */
  citation: Citation.optional(),
  /** Which question it answers (index in Sorting.questions). */
  question: z.int().nonnegative().optional(),
});
export type DraftSentence = z.infer<typeof DraftSentence>;

/** A proposed reply. `text` is what would be sent, without signature and disclosure, which outbound adds. */
export const Draft = z.object({
  draftId: DraftId,
  interactionId: InteractionId,
  language: z.string().length(2),
  sentences: z.array(DraftSentence),
  text: z.string().max(20_000),
  /** Model and prompt version that wrote it. */
  writtenBy: z.string(),
  /** Which one-time code stands where its text has the placeholder. */
  codeId: z.string().optional(),
});
export type Draft = z.infer<typeof Draft>;

/** The independent check's findings; each problem is a sentence for the person. */
export const DraftCheck = z.object({
  grounded: z.boolean(),
  complete: z.boolean(),
  noPromises: z.boolean(),
  toneFits: z.boolean(),
  problems: z.array(z.string().max(300)).max(12),
});
export type DraftCheck = z.infer<typeof DraftCheck>;
