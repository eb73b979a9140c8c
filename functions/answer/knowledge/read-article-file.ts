import { createHash } from "node:crypto";
import { articlePrefix, type Passage } from "../../contracts/knowledge.ts";
import { detectLanguage } from "../../models/text/language.ts";
import type { ArticleText } from "./article-text.ts";
import { passagesOf, readArticle } from "./read-article.ts";

type Read = (bytes: Uint8Array) => Promise<ArticleText> | ArticleText;

/** By ending. The readers of formats are loaded when the first such article is met. */
const formats: Readonly<Record<string, Read>> = {
  html: async (bytes) => (await import("./html-article.ts")).htmlArticle(Buffer.from(bytes).toString()),
  htm: async (bytes) => (await import("./html-article.ts")).htmlArticle(Buffer.from(bytes).toString()),
  pdf: async (bytes) => (await import("./pdf-article.ts")).pdfArticle(bytes),
};

const endingOf = (key: string): string => /\.([a-z]+)$/i.exec(key)?.[1]?.toLowerCase() ?? "";

/** Whether a file in the knowledge bucket is an article. */
export const isArticle = (key: string): boolean => endingOf(key) === "md" || Object.hasOwn(formats, endingOf(key));

/** Passages of one article, Markdown, HTML or PDF. The same bytes give the same ids and version. Throws for what is none. */
export async function readArticleFile(key: string, bytes: Uint8Array): Promise<Passage[]> {
  const read = formats[endingOf(key)];
  if (read === undefined) return readArticle(key, Buffer.from(bytes).toString());
  const { front, body } = await read(bytes);
  const version = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  const stated = { id: idOf(key), title: idOf(key), ...front };
  const language = front["language"] ?? (await detectLanguage(body));
  const passages = passagesOf(key, { front: { ...stated, language }, body, version });
  if (passages.length === 0) throw new Error(`The article ${key} has no text that could be quoted`);
  return passages;
}

/** `articles/de/AGB (2026).pdf` → `de-AGB-2026`: folders are part of it, for pages of two sites may be called alike. */
const idOf = (key: string): string =>
  key
    .replace(articlePrefix, "")
    .replace(/\.[a-z]+$/i, "")
    .replaceAll(/[^A-Za-z0-9_]+/g, "-")
    .replaceAll(/^[-_]+|-+$/g, "")
    .slice(0, 100) || "article";
