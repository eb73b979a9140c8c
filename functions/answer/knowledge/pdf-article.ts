import { type PdfLine, pdfLines } from "../../platform/pdf-lines.ts";
import type { ArticleText } from "./article-text.ts";

const longest = 400_000;
// Headings are set larger than the text, and are short.
const headingFrom = 1.15;
const longestHeading = 120;
// Lines of one paragraph stand closer than this many letter heights.
const paragraphGap = 1.7;

/**
 * A PDF as an article: larger short lines are headings, gaps part paragraphs. Its own properties say the rest: `Title`, and
 * in `Keywords` front matter such as `id: terms; language: de; validUntil: 2026-12-31`. Throws for what cannot be read.
 */
export async function pdfArticle(bytes: Uint8Array): Promise<ArticleText> {
  const pdf = await pdfLines(bytes, longest);
  if (pdf === undefined) throw new Error("This PDF unfolds to far more than it is: print it anew, and upload that");
  const lines = pdf.lines.filter(({ text }) => text.trim() !== "");
  if (lines.length === 0) throw new Error("This PDF holds no text, perhaps pictures of pages: upload one with text");
  const usual = usualSize(lines);
  const isHeading = ({ text, size }: PdfLine) => size >= usual * headingFrom && text.trim().length <= longestHeading;
  const first = lines.find(isHeading)?.text.trim();
  const body = lines
    .map(
      (line, at) => `${partedFrom(lines[at - 1], line, isHeading)}${isHeading(line) ? "## " : ""}${line.text.trim()}`,
    )
    .join("")
    // A word that was parted at the end of its line.
    .replace(/(\p{Ll})-\n(?=\p{Ll})/gu, "$1");
  const { Title, Language } = pdf.about;
  return {
    front: {
      ...(Title !== undefined && Title.trim() !== ""
        ? { title: Title.trim() }
        : first !== undefined && { title: first }),
      ...(Language !== undefined && Language.length >= 2 && { language: Language.slice(0, 2).toLowerCase() }),
      ...keywordsOf(pdf.about["Keywords"] ?? ""),
    },
    body,
  };
}

function partedFrom(before: PdfLine | undefined, line: PdfLine, isHeading: (line: PdfLine) => boolean): string {
  if (before === undefined) return "";
  const far = before.page === line.page && before.y - line.y > paragraphGap * Math.max(before.size, line.size);
  const bullet = /^\s*(?:[-•–*]|\d+[.)])\s/.test(line.text);
  return far || bullet || isHeading(before) || isHeading(line) ? "\n\n" : "\n";
}

/** The size that most letters have. */
function usualSize(lines: readonly PdfLine[]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of lines) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

const keywordsOf = (keywords: string): Record<string, string> =>
  Object.fromEntries(
    [...keywords.matchAll(/\b(id|title|language|validFrom|validUntil|answeredBy)\s*[:=]\s*([^;,]+)/g)].map(
      ([, name = "", value = ""]) => [name, value.trim()],
    ),
  );
