import { policy } from "../frame/automation.ts";
import { SearchField } from "../parts/search-field.tsx";
import { plain, w } from "../words/words.ts";
import { counts } from "./counts.ts";
import { type Filter, filter, type Tab, tabs } from "./filter.ts";

/** Which of the waiting tasks are listed. */
export const FilterBar = () => {
  const words = w.value.queue;
  const change = (part: Partial<Filter>): void => {
    filter.value = { ...filter.value, ...part };
  };
  const numbers: Readonly<Record<Tab, number | undefined>> = {
    all: counts.value?.open,
    mine: counts.value?.mine,
    unassigned: counts.value?.unassigned,
    overdue: counts.value?.overdue,
    snoozed: counts.value?.snoozed,
  };
  return (
    <div class="filters">
      <fieldset class="tabs" aria-label={words.filters}>
        {tabs.map((tab) => (
          <button type="button" key={tab} aria-pressed={filter.value.tab === tab} onClick={() => change({ tab })}>
            {words.tabs[tab]}
            {(numbers[tab] ?? 0) > 0 && <span class="tab-count">{numbers[tab]}</span>}
          </button>
        ))}
      </fieldset>
      <div class="filter-fields">
        <SearchField
          id="queue-search"
          label={words.search}
          value={filter.value.text}
          onSearch={(text) => change({ text })}
        />
        <label>
          <span class="unseen">{words.mood}</span>
          <select value={filter.value.mood} onChange={({ currentTarget }) => change({ mood: currentTarget.value })}>
            <option value="">{words.anyMood}</option>
            {Object.entries(w.value.moods).map(([mood, word]) => (
              <option key={mood} value={mood}>
                {word}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="unseen">{words.topic}</span>
          <select value={filter.value.topic} onChange={({ currentTarget }) => change({ topic: currentTarget.value })}>
            <option value="">{words.anyTopic}</option>
            {(policy.value?.topics ?? []).map(({ topic }) => (
              <option key={topic} value={topic}>
                {plain(topic)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
};
