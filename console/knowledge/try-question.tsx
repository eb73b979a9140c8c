import { useSignal } from "@preact/signals";
import { call } from "../api/client.ts";
import type { Tried } from "../api/shapes-of-leads.ts";
import { language } from "../frame/preferences.ts";
import { to } from "../frame/route.ts";
import { LanguageOptions } from "../parts/language-options.tsx";
import { told } from "../task/acts.ts";
import { share } from "../words/numbers.ts";
import { w } from "../words/words.ts";

/** What an email with this question would find, and whether it would be enough for an answer. */
export const TryQuestion = () => {
  const tried = useSignal<Tried | undefined>(undefined);
  const busy = useSignal(false);
  const words = w.value.knowledge;
  const ask = async (form: FormData): Promise<void> => {
    busy.value = true;
    const body = { question: String(form.get("question")), language: String(form.get("language")) };
    tried.value = (await told(() => call<Tried>("/articles/try", { method: "POST", body }))) ?? tried.value;
    busy.value = false;
  };
  return (
    <section class="card" aria-labelledby="try-title">
      <h2 id="try-title">{words.tryTitle}</h2>
      <p class="soft">{words.tryText}</p>
      <form
        class="try"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(new FormData(event.currentTarget));
        }}
      >
        <label class="field">
          {words.question}
          <textarea name="question" rows={2} required minLength={3} maxLength={1000} placeholder={words.example} />
        </label>
        <div class="field-row">
          <label class="inline-field">
            <span>{words.language}</span>
            <select name="language" defaultValue={language.value}>
              <LanguageOptions />
            </select>
          </label>
          <button type="submit" class="primary" disabled={busy.value}>
            {words.tryButton}
          </button>
        </div>
      </form>
      {tried.value !== undefined && <Found tried={tried.value} />}
    </section>
  );
};

const Found = ({ tried: { passages, answersFrom } }: { tried: Tried }) => {
  const words = w.value.knowledge;
  const answers = passages.filter(({ score }) => score >= answersFrom).length;
  return (
    <div role="status">
      <p>
        <span class={`chip ${answers > 0 ? "good" : "warn"}`}>{answers > 0 ? words.wouldAnswer : words.wouldAsk}</span>
      </p>
      <ol class="found">
        {passages.map(({ passageId, articleId, title, heading, text, score }) => (
          <li key={passageId}>
            <p class="found-head">
              <a href={to("article", articleId.replace(/\.md$/, ""))}>
                {title}
                {heading !== "" && heading !== title && ` · ${heading}`}
              </a>
              <span class={`chip ${score >= answersFrom ? "good" : ""}`}>{share(score, 1, language.value)}</span>
            </p>
            <p class="verbatim">{text}</p>
          </li>
        ))}
      </ol>
      {passages.length === 0 && <p class="soft">{words.nothingFound}</p>}
    </div>
  );
};
