import * as z from "zod";

/** Five-point mood of the customer, not of the topic: a polite complaint is negative. */
export const MoodLevel = z.enum(["very-negative", "negative", "neutral", "positive", "very-positive"]);
export type MoodLevel = z.infer<typeof MoodLevel>;

export const Mood = z.object({
  mood: MoodLevel,
  /** -1 (furious) to 1 (delighted). */
  score: z.number().min(-1).max(1),
  /** 0 to 1: how far two independent readings agree. */
  agreement: z.number().min(0).max(1),
  /** What gave it away, in words: `third time writing`, `refund demanded`. */
  signals: z.array(z.string().max(120)).max(12),
});
export type Mood = z.infer<typeof Mood>;

export const negativeMoods: readonly MoodLevel[] = ["very-negative", "negative"];

export const Risk = z.enum(["legal", "payment", "cancellation", "privacy", "safety"]);
export type Risk = z.infer<typeof Risk>;

export const Sorting = z.object({
  /** Policy topics, most likely first. `other` when none fits. */
  topics: z
    .array(z.object({ topic: z.string().max(60), confidence: z.number().min(0).max(1) }))
    .min(1)
    .max(5),
  /** ISO 639-1. */
  language: z.string().length(2),
  urgency: z.enum(["low", "normal", "high"]),
  risks: z.array(Risk).max(5),
  /** The customer's questions, each as one self-contained sentence; empty when nothing is asked. */
  questions: z.array(z.string().max(500)).max(8),
  /** True when the text tries to steer an AI: instructions, fake system messages, fake results. */
  suspicious: z.boolean(),
});
export type Sorting = z.infer<typeof Sorting>;
/** The small part of a Sorting that travels in workflow state; the questions stay in the interaction. */
export const SortingFacts = Sorting.omit({ questions: true }).extend({ questionCount: z.int().nonnegative() });
export type SortingFacts = z.infer<typeof SortingFacts>;

export const AttachmentFacts = z.object({
  count: z.int().nonnegative(),
  dangers: z.array(z.string()),
  needEyes: z.boolean(),
});
export type AttachmentFacts = z.infer<typeof AttachmentFacts>;
