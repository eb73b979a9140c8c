import type { Subject } from "../contracts/ids.ts";
import { type Reason, reasons } from "../contracts/outcome.ts";
import type { TaskRow } from "../contracts/rows.ts";
import type { Mood, SortingFacts } from "../contracts/understanding.ts";

/** What a run, or the rescue of one, wants a person to look at. */
export interface Question extends Subject {
  readonly kind: TaskRow["kind"];
  readonly reasons: readonly Reason[];
  readonly note: string | null;
  readonly mood: Mood | null;
  readonly sorting: SortingFacts | null;
  readonly draftId: string | null;
  /** Absent when no run waits for the answer. */
  readonly token?: string;
}

/** The attributes of a task or interaction that say why; undefined removes an older note. */
export const why = (question: Question) => ({ reasons: question.reasons, note: question.note ?? undefined });

/** The attributes of a task that come with the question; undefined removes what an older question left. */
export const asked = (question: Question) => ({
  ...why(question),
  interactionId: question.interactionId,
  seq: question.seq,
  mood: question.mood ?? undefined,
  sorting: question.sorting ?? undefined,
  draftId: question.draftId ?? undefined,
  token: question.token,
});

export const inWords = (codes: readonly Reason[]): string =>
  codes.map((code) => reasons[code].toLowerCase()).join("; ");
