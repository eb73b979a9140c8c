import * as z from "zod";
import { Mailbox } from "../email.ts";
import { ConversationId, InteractionId } from "../ids.ts";
import { FoundPassage } from "../knowledge.ts";
import { Cursor, type Endpoint, Instant, leads, PageSize, readers } from "./endpoint.ts";

/** The article's file name under `articles/` without its ending; folders are separated by `--`. */
export const ArticleId = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,119}$/, "small letters, digits and . _ -");

/** What somebody should look at. `detail` says it in full, in English. */
const ArticleNote = z.object({
  kind: z.enum(["left-out", "expired", "not-yet", "expires-soon", "old", "conflict"]),
  detail: z.string(),
});
export type ArticleNote = z.infer<typeof ArticleNote>;

export const ArticleSummary = z.object({
  articleId: ArticleId,
  /** Key of its file in the knowledge bucket, below `articles/`. */
  file: z.string(),
  title: z.string(),
  size: z.int(),
  changedAt: Instant,
  etag: z.string(),
  /** Whether it can be written here: Markdown can, other formats are replaced in the bucket. */
  editable: z.boolean(),
  /** Stale, contradicted, or not searched at all; absent when all is well. */
  notes: z.array(ArticleNote).optional(),
});
const ArticleDetail = z.object({ article: ArticleSummary, markdown: z.string() });
const ArticlePage = z.object({ articles: z.array(ArticleSummary) });
/** With If-Match an article is replaced, with `If-None-Match: *` a new one is made. */
const ArticleWrite = z.strictObject({
  markdown: z.string().min(1).max(200_000),
  note: z.string().max(300).optional(),
});

export const TryQuestion = z.strictObject({
  question: z.string().trim().min(3).max(1000),
  language: z.string().length(2).default("en"),
});
/** What an email with this question would find. From `answersFrom` on a passage counts as an answer. */
const Tried = z.object({ passages: z.array(FoundPassage), answersFrom: z.number() });

const ToldQuery = z.strictObject({ limit: PageSize, after: Cursor.optional() });
export const Told = z.object({
  told: z.array(
    z.object({
      interactionId: InteractionId,
      conversationId: ConversationId,
      customer: Mailbox,
      subject: z.string(),
      sentAt: Instant,
      /** Of the article, as quoted. */
      version: z.string(),
      quotes: z.array(z.string()),
      /** True when the version quoted is not the one of now. */
      outdated: z.boolean(),
    }),
  ),
  next: z.string().optional(),
});

const read = { method: "GET", tag: "articles", roles: readers } as const;

export const articleEndpoints = {
  listArticles: { ...read, path: "/api/articles", response: ArticlePage, summary: "All articles" },
  readArticle: {
    ...{ ...read, path: "/api/articles/{articleId}", response: ArticleDetail, etag: "gives" },
    summary: "An article's text",
  },
  writeArticle: {
    ...{ method: "PUT", path: "/api/articles/{articleId}", tag: "articles", roles: leads, etag: "needs" },
    ...{ body: ArticleWrite, response: ArticleDetail },
    summary: "Writes an article; it is searched within seconds",
  },
  tryQuestion: {
    ...{ method: "POST", path: "/api/articles/try", tag: "articles", roles: readers },
    ...{ body: TryQuestion, response: Tried },
    summary: "What would be found for a question",
  },
  whoWasTold: {
    ...{ ...read, path: "/api/articles/{articleId}/told", query: ToldQuery, response: Told },
    summary: "Customers whose replies quoted it, newest first",
  },
} as const satisfies Record<string, Endpoint>;
