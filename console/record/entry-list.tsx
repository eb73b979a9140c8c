import { useSignal } from "@preact/signals";
import { get, query } from "../api/client.ts";
import type { LogPage } from "../api/shapes.ts";
import { to } from "../frame/route.ts";
import { MoreButton } from "../parts/more-button.tsx";
import { SearchField, searchText } from "../parts/search-field.tsx";
import { Empty, Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { usePages } from "../parts/use-pages.ts";
import { w, who, wordFor } from "../words/words.ts";

const actors = ["person", "model", "code", "policy"] as const;

/** Every log entry, newest first: with people only, it is the audit log. */
export const EntryList = () => {
  const text = useSignal("");
  const by = useSignal("");
  const kind = useSignal("");
  const words = w.value.log;
  const pages = usePages(
    async (after) => {
      const wanted = { text: searchText(text.value), by: by.value, kind: kind.value };
      const { entries, next } = await get<LogPage>(`/log${query({ ...wanted, limit: 100, after })}`);
      return { items: entries, next };
    },
    [searchText(text.value), by.value, kind.value],
    () => true,
  );
  const { items, error } = pages;
  return (
    <>
      <div class="filter-fields">
        <SearchField label={words.searchEntries} value={text.value} onSearch={(typed) => (text.value = typed)} />
        <label>
          <span class="unseen">{words.by}</span>
          <select value={by.value} onChange={({ currentTarget }) => (by.value = currentTarget.value)}>
            <option value="">{words.anybody}</option>
            {actors.map((actor) => (
              <option key={actor} value={actor}>
                {words.actors[actor]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="unseen">{words.kind}</span>
          <select value={kind.value} onChange={({ currentTarget }) => (kind.value = currentTarget.value)}>
            <option value="">{words.anyKind}</option>
            {Object.entries(w.value.logKinds).map(([code, word]) => (
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
        <Empty icon="log" title={words.noEntries}>
          <p>{words.noneText}</p>
        </Empty>
      )}
      <ol class="log-lines page-lines">
        {(items ?? []).map((entry) => (
          <li key={`${entry.interactionId}${entry.entryId}`}>
            <span class="log-time soft">
              <Time at={entry.at} />
            </span>
            <span class="log-what">
              <strong>{wordFor(w.value.logKinds, entry.kind)}</strong> {entry.summary}
            </span>
            <span class="log-who soft">
              {who(entry.by)}
              {entry.interactionId !== "system" && (
                <>
                  {" · "}
                  <a href={to("run", entry.interactionId)}>{words.toRun}</a>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      <MoreButton pages={pages} />
    </>
  );
};
