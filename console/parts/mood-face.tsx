import type { MoodLevel } from "../../functions/contracts/understanding.ts";
import { w } from "../words/words.ts";

/** The mouth says it without colour. */
const mouths: Record<MoodLevel, string> = {
  "very-negative": "M5 12c1-2.400 5-2.400 6 0",
  negative: "M5.300 11.300c1.200-1.200 4.200-1.200 5.400 0",
  neutral: "M5.300 10.800h5.400",
  positive: "M5.300 10.200c1.200 1.200 4.200 1.200 5.400 0",
  "very-positive": "M5 9.600c1 2.400 5 2.400 6 0",
};

/** A face for the customer's mood, with its word for those who do not see it. */
export const MoodFace = ({ mood, withWord = false }: { mood: MoodLevel | undefined; withWord?: boolean }) => {
  if (mood === undefined) return null;
  const word = w.value.moods[mood];
  return (
    <span class={`mood mood-${mood}`} title={word}>
      <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="7" />
        <path d="M5.800 6.200v.1M10.200 6.200v.1" />
        <path d={mouths[mood]} />
        {mood === "very-negative" && <path d="M4.300 4.600l2 .9M11.700 4.600l-2 .9" />}
      </svg>
      <span class={withWord ? "" : "unseen"}>{word}</span>
    </span>
  );
};
