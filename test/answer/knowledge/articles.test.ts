import { describe, expect, test } from "vitest";
import { buildIndex, openIndex } from "../../../functions/answer/knowledge/passage-index.ts";
import { readArticle } from "../../../functions/answer/knowledge/read-article.ts";
import { findPassages } from "../../../functions/answer/knowledge/search.ts";
import { KnowledgeIndex } from "../../../functions/contracts/knowledge.ts";

const article = `---
id: kb-lamps
title: "Lamps"
language: en
topics: [lamps, light]
validFrom: 2026-02-01
validUntil: 2026-12-31
---

A lamp gives light.

## Changing the **bulb**

Unscrew the [old bulb](https://shop.example/bulbs) and
screw in the *new* one.

- Use 40 watts
- Never more

<!-- nobody sees this -->
`;

describe("an article", () => {
  test("becomes one passage per paragraph, under its heading, as plain text", () => {
    expect(
      readArticle("articles/lamps.md", article).map(({ passageId, heading, text }) => ({ passageId, heading, text })),
    ).toEqual([
      { passageId: "kb-lamps#1", heading: "Lamps", text: "A lamp gives light." },
      {
        passageId: "kb-lamps#2",
        heading: "Changing the bulb",
        text: "Unscrew the old bulb (https://shop.example/bulbs) and screw in the new one.",
      },
      { passageId: "kb-lamps#3", heading: "Changing the bulb", text: "Use 40 watts Never more" },
    ]);
  });

  test("has the same version for the same bytes and another for others", () => {
    const [first] = readArticle("lamps.md", article);
    expect(readArticle("lamps.md", article)[0]?.version).toBe(first?.version);
    expect(readArticle("lamps.md", `${article} `)[0]?.version).not.toBe(first?.version);
    expect(first?.version).toMatch(/^[0-9a-f]{16}$/);
  });

  test("takes its file's name as id when it gives none, and says what it needs otherwise", () => {
    expect(readArticle("articles/a-b.md", "---\ntitle: T\n---\nText.")[0]?.passageId).toBe("a-b#1");
    expect(() => readArticle("articles/x.md", "Just text.")).toThrow(
      /articles\/x\.md needs front matter with id, title/,
    );
  });

  test("with a paragraph longer than anybody quotes is cut at a sentence", () => {
    const long = `---\ntitle: T\n---\n${"This is one sentence of many. ".repeat(120)}`;
    const passages = readArticle("long.md", long);
    expect(passages.length).toBeGreaterThan(1);
    for (const { text } of passages) expect(text).toMatch(/^This.*\.$/);
  });
});

describe("the index", () => {
  const passages = readArticle("articles/lamps.md", article);
  const stored = buildIndex(passages, "2026-11-20T00:00:00Z");

  test("is the same for the same passages", () => {
    expect(JSON.stringify(buildIndex(passages, "2026-11-20T00:00:00Z"))).toBe(JSON.stringify(stored));
  });

  test("survives being stored, and finds by synonym and by inflection", () => {
    const index = openIndex(KnowledgeIndex.parse(JSON.parse(JSON.stringify(stored))), "2026-11-20");
    expect(findPassages(index, ["How do I replace the bulbs?"], "en")[0]?.passageId).toBe("kb-lamps#2");
  });

  test("leaves out what is not yet or no longer valid", () => {
    for (const [day, found] of [
      ["2026-01-31", 0],
      ["2026-02-01", 1],
      ["2026-12-31", 1],
      ["2027-01-01", 0],
    ] as const)
      expect(Math.min(1, findPassages(openIndex(stored, day), ["How do I change the bulb?"], "en").length)).toBe(found);
  });

  test("finds nothing in a language it has nothing in", () => {
    expect(findPassages(openIndex(stored, "2026-11-20"), ["Wie wechsle ich die Lampe?"], "de")).toEqual([]);
  });
});
