import type * as z from "zod";
import type { InteractionQuery } from "../contracts/desk/record.ts";
import type { InteractionRow } from "../contracts/rows.ts";
import { BadRequest } from "./bad-request.ts";
import { cursorFrom, listInteractions, type VisibleInteraction } from "./interaction-list.ts";

type Wish = Omit<z.infer<typeof InteractionQuery>, "limit" | "after">;

// What one answer reads at most; a rare word then gives a short page with a `next`.
const mostRead = 2_000;
const atOnce = 200;

/** Interactions that fit, newest first. */
export async function searchInteractions(
  wish: Wish,
  limit: number,
  after: string | undefined,
): Promise<{ interactions: VisibleInteraction[]; next?: string }> {
  const found: VisibleInteraction[] = [];
  const fits = filterOf(wish);
  let last = after;
  let read = 0;
  for await (const row of newestFirst(wish, limit, after)) {
    if (found.length === limit || read === mostRead)
      return { interactions: found, ...(last !== undefined && { next: last }) };
    if (fits(row)) found.push(row);
    last = `${row.openedAt}~${row.interactionId}`;
    read++;
  }
  return { interactions: found };
}

/** All of the wish's time and outcome, page by page. */
async function* newestFirst(wish: Wish, limit: number, after: string | undefined): AsyncGenerator<VisibleInteraction> {
  const size = Object.keys(wish).some((name) => name !== "outcome") ? atOnce : limit + 1;
  const from = wish.from === undefined ? undefined : new Date(wish.from).toISOString();
  let place = after ?? (wish.to === undefined ? undefined : `${new Date(wish.to).toISOString()}~int_${"f".repeat(40)}`);
  do {
    const { interactions, next } = await listInteractions(size, placeFrom(place), wish.outcome);
    for (const row of interactions) {
      if (from !== undefined && row.openedAt < from) return;
      yield row;
    }
    place = next;
  } while (place !== undefined);
}

function placeFrom(text: string | undefined) {
  if (text === undefined) return undefined;
  const place = cursorFrom(text);
  if (place === undefined) throw new BadRequest("`after` is not a place in the list: take `next` of the page before.");
  return place;
}

function filterOf({ mailbox, mood, topic, reason, text }: Wish): (row: InteractionRow) => boolean {
  const words = text?.toLowerCase();
  return (row) =>
    (mailbox === undefined || row.mailbox === mailbox) &&
    (mood === undefined || row.mood?.mood === mood) &&
    (topic === undefined || row.sorting?.topics.some((each) => each.topic === topic) === true) &&
    (reason === undefined || row.reasons.some((code) => code === reason)) &&
    (words === undefined ||
      [row.subject, row.customer.name, row.customer.address].some((field) => field.toLowerCase().includes(words)));
}
