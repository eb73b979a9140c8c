import { useSignal } from "@preact/signals";
import { call, get } from "../api/client.ts";
import type { ArticleDetail, Told } from "../api/shapes-of-leads.ts";
import { mayLead } from "../frame/person.ts";
import { to } from "../frame/route.ts";
import { say } from "../frame/toasts.ts";
import { diff } from "../parts/diff.ts";
import { Icon } from "../parts/icon.tsx";
import { MoreButton } from "../parts/more-button.tsx";
import { Failed, Skeleton } from "../parts/states.tsx";
import { Time } from "../parts/time.tsx";
import { useLoaded } from "../parts/use-loaded.ts";
import { usePages } from "../parts/use-pages.ts";
import { told } from "../task/acts.ts";
import { w } from "../words/words.ts";
import { Markdown } from "./markdown.tsx";

/** An article: read it, change it, and see which customers were told what it says. */
export const ArticlePage = ({ id }: { id: string }) => {
  const { value, error, reload } = useLoaded(() => get<ArticleDetail>(`/articles/${id}`), [id]);
  const text = useSignal<string | undefined>(undefined);
  const words = w.value.knowledge;
  if (value === undefined) {
    return error === undefined ? <Skeleton lines={12} /> : <Failed error={error} retry={() => void reload()} />;
  }
  const { article, markdown } = value;
  const save = async (): Promise<void> => {
    const headers = { "If-Match": article.etag };
    await call(`/articles/${id}`, { method: "PUT", body: { markdown: text.value }, headers });
    text.value = undefined;
    say(words.saved, { tone: "good" });
    await reload();
  };
  return (
    <article class="task">
      <header class="task-head">
        <div class="task-way">
          <a class="button plain" href={to("knowledge")}>
            <Icon name="back" /> {w.value.frame.pages.knowledge}
          </a>
        </div>
        <div class="task-title">
          <h1>{article.title}</h1>
          <p class="soft">
            <code>{article.file}</code> · <Time at={article.changedAt} />
          </p>
        </div>
        {(article.notes ?? []).map(({ kind, detail }) => (
          <p key={detail}>
            <span class="chip warn">{words.notes[kind]}</span> {detail}
          </p>
        ))}
        {text.value === undefined && article.editable && mayLead.value && (
          <p>
            <button type="button" onClick={() => (text.value = markdown)}>
              <Icon name="pencil" /> {words.edit}
            </button>
          </p>
        )}
      </header>
      <div class="task-columns">
        <div class="task-left">
          <section class="card" aria-label={article.title}>
            {text.value === undefined ? (
              <Markdown text={markdown} />
            ) : (
              <>
                <textarea
                  class="reply-text"
                  rows={22}
                  aria-label={words.markdown}
                  value={text.value}
                  onInput={({ currentTarget }) => (text.value = currentTarget.value)}
                />
                <p class="diff">
                  {diff(markdown, text.value)
                    .filter(({ kind }) => kind !== "same")
                    .map(({ kind, text: part }, index) =>
                      kind === "new" ? <ins key={index}>{part}</ins> : <del key={index}>{part}</del>,
                    )}
                </p>
                <div class="actions">
                  <button
                    type="button"
                    class="primary"
                    disabled={text.value === markdown}
                    onClick={() => void told(save)}
                  >
                    {w.value.frame.save}
                  </button>
                  <button type="button" onClick={() => (text.value = undefined)}>
                    {w.value.frame.cancel}
                  </button>
                </div>
              </>
            )}
          </section>
        </div>
        <div class="task-right">
          <WhoWasTold articleId={id} />
        </div>
      </div>
    </article>
  );
};

const WhoWasTold = ({ articleId }: { articleId: string }) => {
  const words = w.value.knowledge;
  const pages = usePages(
    async (after) => {
      const page = await get<Told>(`/articles/${articleId}/told${after === undefined ? "" : `?after=${after}`}`);
      return { items: page.told, next: page.next };
    },
    [articleId],
  );
  return (
    <section class="card" aria-labelledby="told-title">
      <h2 id="told-title">{words.told}</h2>
      {pages.items === undefined && pages.error === undefined && <Skeleton lines={4} />}
      {pages.items?.length === 0 && <p class="soft">{words.toldNobody}</p>}
      <ul class="plain-list">
        {(pages.items ?? []).map(({ interactionId, conversationId, customer, subject, sentAt, outdated, quotes }) => (
          <li key={interactionId}>
            <a href={to("conversation", conversationId)}>{customer.name || customer.address}</a>
            <span class="soft">
              {subject} · <Time at={sentAt} /> {outdated && <span class="chip warn">{words.outdated}</span>}
            </span>
            {quotes.map((quote) => (
              <q key={quote} class="soft">
                {quote}
              </q>
            ))}
          </li>
        ))}
      </ul>
      <MoreButton pages={pages} />
    </section>
  );
};
