import type { Day } from "../api/shapes-of-leads.ts";
import { w } from "../words/words.ts";
import { Columns } from "./columns.tsx";

/** How much came in, and what became of it. */
export const VolumeChart = ({ days }: { days: readonly Day[] }) => {
  const words = w.value.dashboard;
  return (
    <Columns
      id="volume"
      title={words.volume}
      days={days}
      series={[
        { name: words.aiReplies, tone: "tone-ai", of: ({ byAi }) => byAi },
        { name: words.personReplies, tone: "tone-person", of: ({ byPerson }) => byPerson },
        { name: words.closed, tone: "tone-closed", of: ({ closed }) => closed },
        { name: words.quarantined, tone: "tone-bad", of: ({ quarantined }) => quarantined },
      ]}
    />
  );
};
