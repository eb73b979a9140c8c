import * as z from "zod";

/** A piece of an article that can be quoted: text is verbatim, and (articleId, version, passageId) never change meaning. */
export const Passage = z.object({
  /** `articleId#n`, n counting passages of that version from 1. */
  passageId: z.string(),
  articleId: z.string(),
  title: z.string(),
  heading: z.string(),
  /** Hash of the article's bytes: the same version is the same text. */
  version: z.string(),
  language: z.string().length(2),
  topics: z.array(z.string()),
  text: z.string(),
  /** How customers ask for it, in words of their own: compared with, never quoted. */
  asked: z.array(z.string()).optional(),
  /** `people`: no article answers what is asked so. Never quoted. */
  answeredBy: z.literal("people").optional(),
  /** First and last day (ISO date) on which the article may be quoted; absent: always. */
  validFrom: z.string().optional(),
  validUntil: z.string().optional(),
});
export type Passage = z.infer<typeof Passage>;

/** A passage as found for one question, with a score in 0..1 (1: certainly about this). */
export const FoundPassage = Passage.extend({
  score: z.number().min(0).max(1),
  question: z.int().nonnegative(),
  /** It answers what is asked, but something was told beside it that it does not take up: a draft, and a person. */
  leavesOpen: z.boolean().optional(),
});
export type FoundPassage = z.infer<typeof FoundPassage>;

/**
 * What passages mean to the embedded sentence encoder: by `passageId@version` one row of signed bytes for the passage and one
 * for each way of asking, in base64. Rows of another encoder mean nothing.
 */
export const SentenceMeanings = z.object({ encoder: z.string(), rows: z.record(z.string(), z.string()) });
export type SentenceMeanings = z.infer<typeof SentenceMeanings>;

/** The search index as one S3 object: passages, and minisearch's own serialised index over them. */
export const KnowledgeIndex = z.object({
  builtAt: z.string(),
  passages: z.array(Passage),
  index: z.unknown(),
  meanings: SentenceMeanings.optional(),
});
export type KnowledgeIndex = z.infer<typeof KnowledgeIndex>;

/** What indexing noticed about the articles, for people. Which dates are over, whoever reads it works out by the day. */
export const KnowledgeReport = z.object({
  builtAt: z.string(),
  articles: z.array(
    z.object({
      /** Its file below `articles/`. */
      file: z.string(),
      articleId: z.string(),
      title: z.string(),
      passages: z.int().nonnegative(),
      validFrom: z.string().optional(),
      validUntil: z.string().optional(),
    }),
  ),
  /** Files that nothing is found in, and what to do about it. */
  leftOut: z.array(z.object({ file: z.string(), problem: z.string() })),
  /** Sentences of two articles that speak of the same and name other numbers. */
  conflicts: z.array(
    z.object({
      one: z.object({ passageId: z.string(), file: z.string(), says: z.string() }),
      other: z.object({ passageId: z.string(), file: z.string(), says: z.string() }),
    }),
  ),
});
export type KnowledgeReport = z.infer<typeof KnowledgeReport>;

/** Directions of passages as a model outside sees them, by the hash of their words: signed bytes in base64. */
export const PassageVectors = z.object({ model: z.string(), vectors: z.record(z.string(), z.string()) });
export type PassageVectors = z.infer<typeof PassageVectors>;

/** Keys in the knowledge bucket. */
export const articlePrefix = "articles/";
export const indexKey = "index/knowledge.json";
export const reportKey = "index/report.json";
/** Each model has its own vectors; this says whose are in force. */
export const vectorsInForceKey = "index/vectors.json";
export const vectorsKey = (model: string): string => `index/vectors/${model.replaceAll(/[^A-Za-z0-9.-]+/g, "-")}.json`;
