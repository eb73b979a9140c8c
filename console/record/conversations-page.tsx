import { useSignal } from "@preact/signals";
import { get, query } from "../api/client.ts";
import type { ConversationPage as Page } from "../api/shapes.ts";
import { mayDecide } from "../frame/person.ts";
import { to } from "../frame/route.ts";
import { Icon } from "../parts/icon.tsx";
import { MoreButton } from "../parts/more-button.tsx";
import { SearchField, searchText } from "../parts/search-field.tsx";
import { Empty, Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { usePages } from "../parts/use-pages.ts";
import { w } from "../words/words.ts";
import { NewEmailDialog } from "./new-email-dialog.tsx";

const states = ["any", "waiting", "answered"] as const;

/** Every conversation, the latest first, with search. */
export const ConversationsPage = () => {
  const text = useSignal("");
  const state = useSignal<(typeof states)[number]>("any");
  const writing = useSignal(false);
  const words = w.value.conversations;
  const pages = usePages(
    async (after) => {
      const wanted = query({ text: searchText(text.value), state: state.value, limit: 50, after });
      const { conversations, next } = await get<Page>(`/conversations${wanted}`);
      return { items: conversations, next };
    },
    [searchText(text.value), state.value],
    ({ conversationId }) => conversationId !== undefined,
  );
  const { items, error } = pages;
  return (
    <>
      <header class="page-head">
        <h1>{w.value.frame.pages.conversations}</h1>
        <div class="filters">
          <fieldset class="tabs" aria-label={words.which}>
            {states.map((each) => (
              <button type="button" key={each} aria-pressed={state.value === each} onClick={() => (state.value = each)}>
                {words.states[each]}
              </button>
            ))}
          </fieldset>
          <div class="filter-fields">
            <SearchField label={words.search} value={text.value} onSearch={(typed) => (text.value = typed)} />
            {mayDecide.value && (
              <button type="button" onClick={() => (writing.value = true)}>
                <Icon name="pencil" /> {words.write}
              </button>
            )}
          </div>
        </div>
      </header>
      {items === undefined && error === undefined && <Skeleton lines={10} />}
      {items === undefined && error !== undefined && <Failed error={error} retry={() => void pages.reload()} />}
      {items?.length === 0 && (
        <Empty icon="conversations" title={text.value === "" ? words.none : words.noneFound}>
          <p>{text.value === "" ? words.noneText : words.noneFoundText}</p>
        </Empty>
      )}
      {items !== undefined && items.length > 0 && (
        <ul class="list">
          {items.map((conversation) => {
            const { conversationId, customer, subject, lastAt, openTaskId, lastSeq, answeredSeq, tags } = conversation;
            return (
              <li key={conversationId}>
                <a class="list-row" href={to("conversation", conversationId)}>
                  <span class="list-who">{customer.name || customer.address}</span>
                  <span class="list-what">
                    {subject || w.value.queue.noSubject}
                    {tags.map((tag) => (
                      <span key={tag} class="chip tag">
                        {tag}
                      </span>
                    ))}
                  </span>
                  <span class="list-state">
                    {openTaskId !== undefined && <span class="chip warn">{w.value.outcomes.waiting}</span>}
                    {conversation.mergedInto !== undefined && <span class="chip">{words.putTogether}</span>}
                    {conversation.mergedInto === undefined && openTaskId === undefined && answeredSeq >= lastSeq && (
                      <span class="chip good">{w.value.outcomes.answered}</span>
                    )}
                    {conversation.undeliverableAt !== undefined && <span class="chip bad">{words.undeliverable}</span>}
                  </span>
                  <span class="list-when">
                    <Time at={lastAt} />
                  </span>
                </a>
              </li>
            );
          })}
        </ul>
      )}
      <MoreButton pages={pages} />
      {writing.value && <NewEmailDialog onClose={() => (writing.value = false)} />}
    </>
  );
};
