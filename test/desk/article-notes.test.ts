import { expect, test } from "vitest";
import { KnowledgeReport } from "../../functions/contracts/knowledge.ts";
import { articleNotes } from "../../functions/desk/article-notes.ts";

const article = (file: string, more: object = {}) => ({ file, articleId: file, title: file, passages: 1, ...more });
const side = (file: string, says: string) => ({ file, passageId: `${file}#1`, says });
const report = KnowledgeReport.parse({
  builtAt: "2026-11-22T00:00:00.000Z",
  articles: [
    article("over.md", { validUntil: "2026-11-21" }),
    article("last-day.md", { validUntil: "2026-11-22" }),
    article("long.md", { validUntil: "2027-11-22" }),
    article("coming.md", { validFrom: "2026-12-01" }),
    article("plain.md"),
  ],
  leftOut: [{ file: "scan.pdf", problem: "This PDF holds no text" }],
  conflicts: [{ one: side("plain.md", "Within 30 days."), other: side("over.md", "Within 14 days.") }],
});

test.each([
  ["over.md", ["expired", "conflict"]],
  ["last-day.md", ["expires-soon"]],
  ["long.md", []],
  ["coming.md", ["not-yet"]],
  ["plain.md", ["conflict"]],
  ["scan.pdf", ["left-out"]],
])("%s: %j is worth a look", (file, kinds) => {
  const notes = articleNotes(report, { file, changedAt: "2026-11-01T00:00:00.000Z" }, "2026-11-22T10:00:00.000Z");
  expect(notes.map(({ kind }) => kind)).toEqual(kinds);
});

test("what nobody has changed for a year is stale, whatever the report knows", () => {
  const [note] = articleNotes(
    undefined,
    { file: "a.md", changedAt: "2025-11-01T00:00:00.000Z" },
    "2026-11-22T10:00:00Z",
  );
  expect(note).toEqual({ kind: "old", detail: "Nobody has changed it since 2025-11-01." });
});
