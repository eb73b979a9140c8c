import { useSignal } from "@preact/signals";
import { get } from "../api/client.ts";
import type { ArticlePage } from "../api/shapes-of-leads.ts";
import { mayLead } from "../frame/person.ts";
import { language } from "../frame/preferences.ts";
import { to } from "../frame/route.ts";
import { Icon } from "../parts/icon.tsx";
import { SearchField } from "../parts/search-field.tsx";
import { Empty, Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { size } from "../words/times.ts";
import { w } from "../words/words.ts";
import { NewArticleDialog } from "./new-article-dialog.tsx";
import { TryQuestion } from "./try-question.tsx";

/** What the replies are made of: every article, and a way to try what a question would find. */
export const KnowledgePage = () => {
  const { value, error, reload } = useLoaded(() => get<ArticlePage>("/articles"), []);
  const text = useSignal("");
  const adding = useSignal(false);
  const words = w.value.knowledge;
  const wanted = text.value.trim().toLowerCase();
  const articles = (value?.articles ?? []).filter(({ title, articleId }) =>
    `${title} ${articleId}`.toLowerCase().includes(wanted),
  );
  return (
    <>
      <header class="page-head">
        <h1>{w.value.frame.pages.knowledge}</h1>
        <div class="filter-fields">
          <SearchField label={words.search} value="" onSearch={(typed) => (text.value = typed)} />
          {mayLead.value && (
            <button type="button" onClick={() => (adding.value = true)}>
              <Icon name="pencil" /> {words.add}
            </button>
          )}
        </div>
      </header>
      <div class="task-columns">
        <div class="task-left">
          {value === undefined && error === undefined && <Skeleton lines={10} />}
          {value === undefined && error !== undefined && <Failed error={error} retry={() => void reload()} />}
          {value !== undefined && articles.length === 0 && (
            <Empty icon="knowledge" title={wanted === "" ? words.none : words.noneFound}>
              <p>{wanted === "" ? words.noneText : words.noneFoundText}</p>
            </Empty>
          )}
          {articles.length > 0 && (
            <ul class="list card">
              {articles.map(({ articleId, title, size: bytes, changedAt, editable, notes = [] }) => (
                <li key={articleId}>
                  <a class="list-row article-row" href={to("article", articleId)}>
                    <span class="list-what">{title}</span>
                    <span class="list-state">
                      {[...new Map(notes.map((note) => [note.kind, note])).values()].map(({ kind, detail }) => (
                        <span key={kind} class="chip warn" title={detail}>
                          {words.notes[kind]}
                        </span>
                      ))}
                      {!editable && <span class="chip">{words.notEditable}</span>}
                      <span class="soft">{size(bytes, language.value)}</span>
                    </span>
                    <span class="list-when">
                      <Time at={changedAt} />
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
        <div class="task-right">
          <TryQuestion />
        </div>
      </div>
      {adding.value && <NewArticleDialog onClose={() => (adding.value = false)} />}
    </>
  );
};
