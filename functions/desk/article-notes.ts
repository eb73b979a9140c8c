import type { ArticleNote } from "../contracts/desk/articles.ts";
import type { KnowledgeReport } from "../contracts/knowledge.ts";

// An article that nobody touched for a year is worth a look.
const oldAfterDays = 365;
// Time enough to write what shall hold afterwards.
const soonDays = 14;
const dayMs = 86_400_000;

/** What people should look at in one article's file, as of `now` (ISO). */
export function articleNotes(
  report: KnowledgeReport | undefined,
  { file, changedAt }: { readonly file: string; readonly changedAt: string },
  now: string,
): ArticleNote[] {
  const own = report?.articles.find((one) => one.file === file);
  const today = now.slice(0, 10);
  const soon = new Date(Date.parse(now) + soonDays * dayMs).toISOString().slice(0, 10);
  const notes: ArticleNote[] = [];
  for (const { problem } of report?.leftOut.filter((one) => one.file === file) ?? [])
    notes.push({ kind: "left-out", detail: problem });
  if (own?.validUntil !== undefined && own.validUntil < today)
    notes.push({ kind: "expired", detail: `It was valid until ${own.validUntil} and is not quoted any more.` });
  else if (own?.validUntil !== undefined && own.validUntil <= soon)
    notes.push({ kind: "expires-soon", detail: `It is valid until ${own.validUntil}.` });
  if (own?.validFrom !== undefined && own.validFrom > today)
    notes.push({ kind: "not-yet", detail: `It is quoted from ${own.validFrom} on.` });
  if (Date.parse(now) - Date.parse(changedAt) > oldAfterDays * dayMs)
    notes.push({ kind: "old", detail: `Nobody has changed it since ${changedAt.slice(0, 10)}.` });
  for (const { one, other } of report?.conflicts ?? []) {
    if (one.file === file) notes.push({ kind: "conflict", detail: contradiction(one, other) });
    if (other.file === file) notes.push({ kind: "conflict", detail: contradiction(other, one) });
  }
  return notes;
}

type Side = KnowledgeReport["conflicts"][number]["one"];
const contradiction = (here: Side, there: Side): string => `“${here.says}” Here; in ${there.file}: “${there.says}”`;
