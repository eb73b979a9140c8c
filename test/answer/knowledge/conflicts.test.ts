import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { conflictsIn } from "../../../functions/answer/knowledge/conflicts.ts";
import { figuresIn } from "../../../functions/answer/knowledge/figures.ts";
import { readArticle } from "../../../functions/answer/knowledge/read-article.ts";

const article = (id: string, text: string, front = "") =>
  readArticle(`articles/${id}.md`, `---\nid: ${id}\ntitle: ${id}\n${front}---\n\n## Sending something back\n\n${text}`);
const between = (...articles: ReturnType<typeof article>[]) =>
  conflictsIn(articles.flat(), ({ articleId }) => `${articleId}.md`);

describe("two articles that name other figures for the same", () => {
  const returns = article("returns", "You can send unused items back within 30 days of delivery.");

  test("are flagged, with both sentences", () => {
    const old = article("old-returns", "Unused items can be sent back within 14 days of delivery. Boots are heavy.");
    expect(between(returns, old)).toEqual([
      {
        one: {
          ...{ passageId: "old-returns#1", file: "old-returns.md" },
          says: "Unused items can be sent back within 14 days of delivery.",
        },
        other: {
          ...{ passageId: "returns#1", file: "returns.md" },
          says: "You can send unused items back within 30 days of delivery.",
        },
      },
    ]);
  });

  test.each([
    [
      "the span is the same in another unit",
      "Unused items can be sent back within 720 hours of delivery, or 30 days.",
      "",
    ],
    [
      "one ends before the other begins",
      "Unused items can be sent back within 14 days of delivery.",
      "validUntil: 2020-12-31\n",
    ],
    ["they speak of something else", "Gift cards are valid for 36 months.", ""],
    ["one names a place", "You can send unused items back from Norway within 14 days of delivery.", ""],
  ])("are not when %s", (_, text, front) => {
    const now = "You can send unused items back within 30 days of delivery.";
    expect(between(article("now", now, "validFrom: 2021-01-01\n"), article("other", text, front))).toEqual([]);
  });
});

test("the sample articles contradict one another nowhere", () => {
  const folder = fileURLToPath(new URL("../../../samples/knowledge/", import.meta.url));
  const passages = globSync("*.md", { cwd: folder }).flatMap((file) =>
    readArticle(file, readFileSync(folder + file, "utf8")),
  );
  expect(conflictsIn(passages, ({ articleId }) => articleId)).toEqual([]);
});

test("figures are read in the ways that people write them", () => {
  const { figures, rest } = figuresIn(
    "It costs 4,90 € or EUR 1.200,50, takes two or 3 working days, 2 weeks at most, 5 %.",
  );
  expect(Object.fromEntries([...figures].map(([unit, numbers]) => [unit, [...numbers]]))).toEqual({
    ...{ money: [1200.5, 4.9], percent: [5], "working days": [3], days: [14] },
  });
  expect(rest).not.toMatch(/\d/);
});
