import { articlePrefix, type KnowledgeReport, type Passage } from "../../contracts/knowledge.ts";
import { conflictsIn } from "./conflicts.ts";
import { readArticleFile } from "./read-article-file.ts";

export interface Gathered {
  readonly passages: readonly Passage[];
  readonly report: KnowledgeReport;
}

/**
 * Reads the articles under these keys, and notes what people should look at. An article that cannot be read, or that has
 * another's id, is left out and named; the others stay searchable.
 */
export async function gatherArticles(
  keys: readonly string[],
  read: (key: string) => Promise<Uint8Array>,
  builtAt: string,
): Promise<Gathered> {
  const passages: Passage[] = [];
  const report: KnowledgeReport = { builtAt, articles: [], leftOut: [], conflicts: [] };
  const fileById = new Map<string, string>();
  for (const key of keys) {
    const file = key.slice(articlePrefix.length);
    try {
      const own = await readArticleFile(key, await read(key));
      const [first] = own;
      if (first === undefined) throw new Error("It has no text beside its headings: nothing can be quoted from it");
      const { articleId, title, validFrom, validUntil } = first;
      const namesake = fileById.get(articleId);
      if (namesake !== undefined)
        throw new Error(`Its id ${articleId} is that of ${namesake}: give one of them another, or remove it`);
      fileById.set(articleId, file);
      passages.push(...own);
      report.articles.push({
        ...{ file, articleId, title, passages: own.length },
        ...(validFrom !== undefined && { validFrom }),
        ...(validUntil !== undefined && { validUntil }),
      });
    } catch (error) {
      report.leftOut.push({ file, problem: error instanceof Error ? error.message.slice(0, 500) : "unknown" });
    }
  }
  report.conflicts = conflictsIn(passages, ({ articleId }) => fileById.get(articleId) ?? articleId);
  return { passages, report };
}
