import { call } from "../api/client.ts";
import type { ArticleDetail } from "../api/shapes-of-leads.ts";
import { language } from "../frame/preferences.ts";
import { go } from "../frame/route.ts";
import { FormDialog } from "../parts/dialog.tsx";
import { LanguageOptions } from "../parts/language-options.tsx";
import { w } from "../words/words.ts";

/** A new article from a title and its text. */
export const NewArticleDialog = ({ onClose }: { onClose: () => void }) => {
  const words = w.value.knowledge;
  const add = async (form: FormData): Promise<void> => {
    const title = String(form.get("title")).trim();
    const front = `---\ntitle: ${title}\nlanguage: ${String(form.get("language"))}\n---\n\n`;
    const body = { markdown: `${front}${String(form.get("text")).trim()}\n` };
    const articleId = idFrom(title);
    const headers = { "If-None-Match": "*" };
    const { article } = await call<ArticleDetail>(`/articles/${articleId}`, { method: "PUT", body, headers });
    onClose();
    go("article", article.articleId);
  };
  return (
    <FormDialog title={words.add} button={w.value.frame.save} wide onClose={onClose} onSubmit={add}>
      <label class="field">
        {words.title}
        <input name="title" required maxLength={120} data-first />
      </label>
      <label class="field">
        {words.language}
        <select name="language" defaultValue={language.value}>
          <LanguageOptions />
        </select>
      </label>
      <label class="field">
        {words.markdown}
        <textarea name="text" required rows={12} maxLength={190_000} />
      </label>
    </FormDialog>
  );
};

/** `Rückgabe & Umtausch` → `ruckgabe-umtausch`: what the API takes as an article's name. */
const idFrom = (title: string): string =>
  title
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 100) || "article";
