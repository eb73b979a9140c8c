import type * as z from "zod";
import type { Told } from "../contracts/desk/articles.ts";
import { Draft } from "../contracts/draft.ts";
import { ReplyRow } from "../contracts/rows.ts";
import { getRow } from "../platform/rows.ts";
import { papers, readPaper } from "../platform/working-papers.ts";
import type { VisibleInteraction } from "./interaction-list.ts";
import { searchInteractions } from "./search-interactions.ts";

type One = z.infer<typeof Told>["told"][number];

// Each answered interaction is two reads; a page looks at this many and then has a `next`.
const readAtOnce = 50;

/** Customers whose replies quoted the article, newest first: what stands in the reply that was sent, not in its draft alone. */
export async function whoWasTold(passageArticle: string, version: string | undefined, limit: number, after?: string) {
  const page = await searchInteractions({ outcome: "answered" }, readAtOnce, after);
  const told = await Promise.all(page.interactions.map((row) => toldIn(row, passageArticle, version)));
  return {
    told: told.filter((one) => one !== undefined).slice(0, limit),
    ...(page.next !== undefined && { next: page.next }),
  };
}

async function toldIn(row: VisibleInteraction, article: string, current: string | undefined): Promise<One | undefined> {
  const { draftId, replyId, interactionId } = row;
  if (draftId === undefined || replyId === undefined) return undefined;
  const [draft, reply] = await Promise.all([
    readPaper(interactionId, papers.draft(draftId), Draft),
    getRow("outbox", { pk: replyId, sk: "reply" }, ReplyRow),
  ]);
  if (draft === undefined || reply?.sentAt === undefined) return undefined;
  const said = draft.sentences.flatMap(({ text, citation }) =>
    citation?.passageId.startsWith(`${article}#`) === true && reply.text.includes(text) ? [citation] : [],
  );
  const version = said[0]?.version;
  if (version === undefined) return undefined;
  return {
    ...{ interactionId, conversationId: row.conversationId, customer: row.customer, subject: row.subject },
    ...{ sentAt: reply.sentAt, version, quotes: said.map(({ quote }) => quote) },
    outdated: current !== undefined && version !== current,
  };
}
