import { createHash } from "node:crypto";
import * as z from "zod";
import type { Passage } from "../../contracts/knowledge.ts";
import type { ArticleText } from "./article-text.ts";

const FrontMatter = z.object({
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/),
  title: z.string().min(1).max(200),
  language: z.string().length(2).default("en"),
  topics: z.array(z.string().max(60)).default([]),
  validFrom: z.iso.date().optional(),
  validUntil: z.iso.date().optional(),
  answeredBy: z.literal("people").optional(),
});

/** Longest passage kept whole; a longer paragraph is no passage anybody would quote, and is cut at a sentence. */
const longest = 1500;

/**
 * Passages of one Markdown article: one per paragraph or list, under its nearest heading. The same bytes give the same
 * ids and version, always. Throws when the front matter is not what it must be; `key` names the file in the message.
 */
export function readArticle(key: string, source: string): Passage[] {
  const version = createHash("sha256").update(source).digest("hex").slice(0, 16);
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(source);
  return passagesOf(key, { front: frontMatter(parts?.[1] ?? "", key), body: parts?.[2] ?? "", version });
}

/** Passages of an article in whatever format, of which its reader knows the front matter and the text as Markdown. */
export function passagesOf(key: string, { front: stated, body, version }: ArticleText & { readonly version: string }) {
  const front = FrontMatter.safeParse(stated);
  if (!front.success)
    throw new Error(`The article ${key} needs front matter with id, title and language: ${wrongIn(front.error)}`);
  const { id, title, language, topics, validFrom, validUntil, answeredBy } = front.data;
  return paragraphs(body).map(
    ({ heading, text, asked }, index): Passage => ({
      passageId: `${id}#${index + 1}`,
      articleId: id,
      title,
      heading: heading === "" ? title : heading,
      version,
      language,
      topics,
      text,
      ...(asked.length > 0 && { asked }),
      ...(answeredBy !== undefined && { answeredBy }),
      ...(validFrom !== undefined && { validFrom }),
      ...(validUntil !== undefined && { validUntil }),
    }),
  );
}

const wrongIn = ({ issues }: z.ZodError): string =>
  issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");

/** `name: value` lines and `[a, b]` lists: the part of YAML that front matter needs, so no YAML reader is bundled. */
function frontMatter(block: string, key: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {
    id: key.split("/").at(-1)?.replace(/\.md$/, ""),
  };
  for (const line of block.split(/\r?\n/)) {
    const field = /^([A-Za-z][A-Za-z0-9_-]*):\s*(.*)$/.exec(line);
    if (field?.[1] === undefined) continue;
    const value = field[2]?.trim() ?? "";
    const list = /^\[(.*)\]$/.exec(value)?.[1];
    fields[field[1]] = list === undefined ? unquoted(value) : list.split(",").map(unquoted).filter(Boolean);
  }
  return fields;
}

const unquoted = (value: string): string => value.trim().replace(/^(["'])(.*)\1$/, "$2");

interface Paragraph {
  readonly heading: string;
  readonly text: string;
  readonly asked: string[];
}

/** Paragraphs with what `<!-- asked: one way | another -->` behind them says of how customers ask for them. */
function paragraphs(markdown: string): Paragraph[] {
  const found: Paragraph[] = [];
  let heading = "";
  const bare = markdown
    .replace(/<!--(?! asked:)[\s\S]*?-->/g, "")
    .replace(/<!-- asked:[\s\S]*?-->/g, (comment) => comment.replace(/\s+/g, " "));
  for (const whole of bare.split(/\r?\n[ \t]*\r?\n|(?=^#{1,6} )/m)) {
    const asked = [...whole.matchAll(/<!-- asked: ([\s\S]*?)-->/g)].flatMap(([, ways = ""]) =>
      ways.split("|").map(plain),
    );
    if (asked.length > 0) found.at(-1)?.asked.push(...asked.filter((way) => way !== ""));
    const block = whole.replace(/<!--[\s\S]*?-->/g, "");
    const lines = block.trim().split(/\r?\n/);
    const title = /^#{1,6}\s+(.+?)\s*#*$/.exec(lines[0] ?? "")?.[1];
    if (title !== undefined) {
      heading = plain(title);
      lines.shift();
    }
    const text = plain(lines.join("\n"));
    if (text !== "") found.push(...cut(text).map((piece) => ({ heading, text: piece, asked: [] })));
  }
  return found;
}

/** Markdown as the text a reader sees: link texts with their address, no emphasis marks, one line. */
function plain(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/g, "")
    .replace(/\[([^\]]+)\]\(([^)\s]+)[^)]*\)/g, (_, label: string, url: string) =>
      label === url ? url : `${label} (${url})`,
    )
    .replace(/<(https?:[^>\s]+)>/g, "$1")
    .replace(/(\*\*|__)(?=\S)([\s\S]*?\S)\1/g, "$2")
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]*?\S)[*_](?![\w*])/g, "$1")
    .replace(/`([^`]+)`/g, "$1")
    .replace(/^[ \t]*(?:[-*+]|\d+\.)[ \t]+/gm, "")
    .replace(/^>[ \t]?/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

function cut(text: string): string[] {
  if (text.length <= longest) return [text];
  const end = text.lastIndexOf(". ", longest);
  const at = end > longest / 3 ? end + 1 : longest;
  return [text.slice(0, at).trim(), ...cut(text.slice(at).trim())];
}
