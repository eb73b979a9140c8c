import * as z from "zod";
import { AttachmentReading } from "../contracts/attachment-reading.ts";
import { Draft, DraftCheck } from "../contracts/draft.ts";
import { FoundPassage, type Passage } from "../contracts/knowledge.ts";
import type { TaskRow } from "../contracts/rows.ts";
import { Receipt, ToolPaper } from "../contracts/tools.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import { conversationView } from "./conversation-view.ts";
import { visible } from "./task-list.ts";
import { readTask } from "./task-row.ts";

/** Everything a person needs to decide one task; undefined when there is none. */
export async function taskView(taskId: string) {
  const task = await readTask(taskId);
  if (task === undefined) return undefined;
  const [conversation, suggestion] = await Promise.all([conversationView(task.conversationId), suggestionOf(task)]);
  return { task: visible(task), ...conversation, ...suggestion };
}

/** The draft with the passages it cites and what the check found; passages alone when there is no draft. */
async function suggestionOf(task: TaskRow) {
  const [found, tools, readings, draft] = await Promise.all([
    readPaper(task.interactionId, papers.passages, z.array(FoundPassage)),
    toolsUsed(task.interactionId),
    readPaper(task.interactionId, papers.attachments, z.array(AttachmentReading)),
    task.draftId === undefined ? undefined : readPaper(task.interactionId, papers.draft(task.draftId), Draft),
  ]);
  const check =
    draft === undefined ? undefined : await readPaper(task.interactionId, papers.check(draft.draftId), DraftCheck);
  return {
    ...(draft !== undefined && { draft }),
    ...(check !== undefined && { check }),
    sources: sources(found ?? [], draft),
    ...(readings !== undefined && { readings }),
    ...(tools !== undefined && { tools }),
  };
}

/** What the agents looked up and propose, with the receipts of what was done. */
async function toolsUsed(interactionId: string) {
  const paper = await readPaper(interactionId, papers.tools, ToolPaper);
  if (paper === undefined) return undefined;
  const receipts = await Promise.all(
    paper.effects.map(({ effectId }) => readPaper(interactionId, papers.receipt(effectId), Receipt)),
  );
  return { ...paper, receipts: receipts.flatMap((receipt) => receipt ?? []) };
}

interface Source extends Pick<Passage, "passageId" | "articleId" | "title" | "heading" | "version" | "text"> {
  /** What the draft quotes from it; empty for a passage that was found and not used. */
  readonly quotes: readonly string[];
}

/** Each passage once, the cited ones first: what a person compares the draft with. */
function sources(found: readonly FoundPassage[], draft: Draft | undefined): Source[] {
  const citations = draft?.sentences.flatMap(({ citation }) => (citation === undefined ? [] : [citation])) ?? [];
  const once = new Map(found.map((passage) => [passage.passageId, passage]));
  return [...once.values()]
    .map(({ passageId, articleId, title, heading, version, text }) => ({
      ...{ passageId, articleId, title, heading, version, text },
      quotes: citations.filter((citation) => citation.passageId === passageId).map(({ quote }) => quote),
    }))
    .sort((a, b) => b.quotes.length - a.quotes.length);
}
