import { useSignal } from "@preact/signals";
import { get, query } from "../api/client.ts";
import type { InteractionPage } from "../api/shapes.ts";
import { to } from "../frame/route.ts";
import { MoodFace } from "../parts/mood-face.tsx";
import { MoreButton } from "../parts/more-button.tsx";
import { SearchField, searchText } from "../parts/search-field.tsx";
import { Empty, Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { usePages } from "../parts/use-pages.ts";
import { plain, w, wordFor } from "../words/words.ts";

const tones: Readonly<Record<string, string>> = {
  answered: "good",
  waiting: "warn",
  quarantined: "bad",
  open: "accent",
};
const pageSize = 50;

/** Each email and event with its mood, topic, outcome and reason. */
export const InteractionList = () => {
  const text = useSignal("");
  const outcome = useSignal("");
  const mood = useSignal("");
  const words = w.value.log;
  const pages = usePages(
    async (after) => {
      const wanted = { text: searchText(text.value), outcome: outcome.value, mood: mood.value };
      const page = await get<InteractionPage>(`/interactions${query({ ...wanted, limit: pageSize, after })}`);
      return { items: page.interactions, next: page.next };
    },
    [searchText(text.value), outcome.value, mood.value],
    () => true,
  );
  const { items, error } = pages;
  return (
    <>
      <div class="filter-fields">
        <SearchField label={words.search} value={text.value} onSearch={(typed) => (text.value = typed)} />
        <label>
          <span class="unseen">{words.outcome}</span>
          <select value={outcome.value} onChange={({ currentTarget }) => (outcome.value = currentTarget.value)}>
            <option value="">{words.anyOutcome}</option>
            {Object.entries(w.value.outcomes).map(([code, word]) => (
              <option key={code} value={code}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="unseen">{w.value.queue.mood}</span>
          <select value={mood.value} onChange={({ currentTarget }) => (mood.value = currentTarget.value)}>
            <option value="">{w.value.queue.anyMood}</option>
            {Object.entries(w.value.moods).map(([code, word]) => (
              <option key={code} value={code}>
                {word}
              </option>
            ))}
          </select>
        </label>
      </div>
      {items === undefined && error === undefined && <Skeleton lines={12} />}
      {items === undefined && error !== undefined && <Failed error={error} retry={() => void pages.reload()} />}
      {items?.length === 0 && (
        <Empty icon="log" title={words.none}>
          <p>{words.noneText}</p>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <ul class="list">
          {items.map((row) => (
            <li key={row.interactionId}>
              <a class="list-row interaction" href={to("run", row.interactionId)}>
                <span>
                  <MoodFace mood={row.mood?.mood} />
                </span>
                <span class="list-who">{row.customer.name || row.customer.address}</span>
                <span class="list-what">
                  {row.subject || w.value.queue.noSubject}
                  <span class="why">
                    {row.reasons.length > 0
                      ? row.reasons.map((code) => wordFor(w.value.reasons, code)).join(" · ")
                      : row.decidedWhy}
                  </span>
                </span>
                <span class="list-state">
                  {row.sorting?.topics[0] !== undefined && (
                    <span class="chip">{plain(row.sorting.topics[0].topic)}</span>
                  )}
                  <span class={`chip ${tones[row.outcome] ?? ""}`}>{wordFor(w.value.outcomes, row.outcome)}</span>
                </span>
                <span class="list-when">
                  <Time at={row.openedAt} />
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      <MoreButton pages={pages} />
    </>
  );
};
