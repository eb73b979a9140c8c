import type { Mood } from "../contracts/understanding.ts";
import { levelOf, rulesReading } from "../models/embedded/mood/read-mood.ts";
import type { MoodInput, TaskAnswers } from "../models/tasks.ts";

// Two readings that lie further apart than this contradict each other: then the unhappier one holds.
const contradiction = 0.6;
// What agreement is worth when the rules see no sign at all: they neither confirm nor object.
const silence = 0.85;

/**
 * The mood from two independent readings: a model's, and our rules', which no text can talk to (P9). A model may make a
 * mood worse, never better than the rules allow.
 */
export function judgeMood(input: MoodInput, reading: TaskAnswers["read-mood"]): Mood {
  const rules = rulesReading(input);
  // A level and a score that do not belong together: the unhappier of the two is believed.
  const claimed = Math.min(reading.score, ceilingOf[reading.mood]);
  const speaks = Math.abs(rules.score) > 0.05 && Number.isFinite(rules.score);
  const apart = speaks ? Math.abs(claimed - rules.score) : 0;
  const score = speaks && apart > contradiction ? Math.min(claimed, rules.score) : claimed;
  return {
    mood: levelOf(score),
    score,
    agreement: speaks ? Math.max(0, Math.round((1 - apart / 2) * 100) / 100) : silence,
    signals: [...new Set([...reading.signals, ...rules.signals])].slice(0, 12),
  };
}

/** The highest score that each level can have. */
const ceilingOf: Readonly<Record<Mood["mood"], number>> = {
  "very-negative": -0.75,
  negative: -0.3,
  neutral: 0.35,
  positive: 0.75,
  "very-positive": 1,
};
