import type * as z from "zod";
import { ArticleId, type ArticleSummary } from "../contracts/desk/articles.ts";
import type { KnowledgeReport } from "../contracts/knowledge.ts";
import { type ArticleFile, articleFiles, articleText, knowledgeReport, writeArticle } from "../platform/articles.ts";
import { nowIso } from "../platform/clock.ts";
import { logWrite } from "../platform/log.ts";
import { readPolicy } from "../platform/policy.ts";
import { transact } from "../platform/rows.ts";
import { articleNotes } from "./article-notes.ts";
import { CannotDecide } from "./cannot-decide.ts";

type Summary = z.infer<typeof ArticleSummary>;
type Known = { readonly file: ArticleFile; readonly articleId: string };

// `--` stands for a folder, for an id is one part of an address.
const idOf = (file: string): string => file.replace(/\.md$/, "").replaceAll("/", "--").toLowerCase();

// A title is read once for each version of a file.
const titles = new Map<string, string>();
const readAtOnce = 20;

export async function listArticles(): Promise<Summary[]> {
  const [files, report] = await Promise.all([articleFiles(), knowledgeReport()]);
  const known = files.map((file) => ({ file, articleId: idOf(file.file) })).filter(hasId);
  const summaries: Summary[] = [];
  for (let start = 0; start < known.length; start += readAtOnce) {
    summaries.push(...(await Promise.all(known.slice(start, start + readAtOnce).map((one) => summaryOf(one, report)))));
  }
  return summaries.sort((a, b) => a.title.localeCompare(b.title));
}

const hasId = ({ articleId }: Known): boolean => ArticleId.safeParse(articleId).success;

async function summaryOf({ file, articleId }: Known, report: KnowledgeReport | undefined): Promise<Summary> {
  const editable = file.file.endsWith(".md");
  const key = `${file.file} ${file.etag}`;
  if (editable && !titles.has(key)) titles.set(key, titleIn((await articleText(file.file))?.text ?? "") ?? articleId);
  const title = titles.get(key) ?? report?.articles.find((one) => one.file === file.file)?.title ?? file.file;
  const notes = articleNotes(report, file, nowIso());
  return {
    ...{ articleId, ...file, title: title.slice(0, 200), etag: `"${file.etag}"`, editable },
    ...(notes.length > 0 && { notes }),
  };
}

const titleIn = (markdown: string): string | undefined =>
  /^---\r?\n(?:[^\n]*\n)*?title:\s*["']?(.+?)["']?\s*\r?$/m.exec(markdown)?.[1];

/** The id by which passages name the article: its front matter's, else its file's. */
export const passageArticleId = (markdown: string, articleId: string): string =>
  /^---\r?\n(?:[^\n]*\n)*?id:\s*["']?([A-Za-z0-9_-]+)["']?\s*\r?$/m.exec(markdown)?.[1] ?? articleId;

/** Undefined when there is none; other formats than Markdown have no text here. */
export async function readArticle(articleId: string): Promise<{ article: Summary; markdown: string } | undefined> {
  const [files, report] = await Promise.all([articleFiles(), knowledgeReport()]);
  const file = files.find((one) => idOf(one.file) === articleId);
  if (file === undefined || !ArticleId.safeParse(articleId).success) return undefined;
  const read = file.file.endsWith(".md") ? await articleText(file.file) : undefined;
  const etag = read?.etag ?? file.etag;
  return { article: await summaryOf({ file: { ...file, etag }, articleId }, report), markdown: read?.text ?? "" };
}

/** `stale` when it is not what the person saw, or is there already. Throws CannotDecide for text that is no article. */
export async function changeArticle(
  articleId: string,
  markdown: string,
  expected: string | undefined,
  by: string,
): Promise<{ article: Summary; markdown: string } | "stale"> {
  const front = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(markdown)?.[1];
  if (front === undefined || titleIn(markdown) === undefined) {
    throw new CannotDecide(
      "An article begins with front matter between two lines of ---, with at least a title in it.",
    );
  }
  const before = await readArticle(articleId);
  if (before !== undefined && !before.article.editable) {
    throw new CannotDecide("Only Markdown can be written here: replace the file in the knowledge bucket.");
  }
  const file = before?.article.file ?? `${articleId.replaceAll("--", "/")}.md`;
  if (!(await writeArticle(file, markdown, expected === "*" ? before?.article.etag.replaceAll('"', "") : expected)))
    return "stale";
  const after = await readArticle(articleId);
  if (after === undefined) return "stale";
  const { retentionDays } = await readPolicy();
  const details = {
    articleId,
    before: before?.article.etag ?? null,
    after: after.article.etag,
    characters: markdown.length,
  };
  await transact(
    logWrite(
      {
        ...{ interactionId: "system", kind: "article-changed", by: `person:${by}`, details },
        summary: before === undefined ? "An article was written." : "An article was changed.",
      },
      retentionDays,
    ),
  );
  return after;
}
