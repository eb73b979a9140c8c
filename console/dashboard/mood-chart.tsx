import type { MoodLevel } from "../../functions/contracts/understanding.ts";
import type { Day } from "../api/shapes-of-leads.ts";
import { w } from "../words/words.ts";
import { Columns } from "./columns.tsx";

const levels: readonly MoodLevel[] = ["very-negative", "negative", "neutral", "positive", "very-positive"];

/** How customers felt, day by day. */
export const MoodChart = ({ days }: { days: readonly Day[] }) => (
  <Columns
    id="moods"
    title={w.value.dashboard.moods}
    days={days}
    series={levels.map((level) => ({
      name: w.value.moods[level],
      tone: `tone-${level}`,
      of: ({ moods }) => moods[level] ?? 0,
    }))}
  />
);
