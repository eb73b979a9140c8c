import type * as z from "zod";
import type { InteractionQuery } from "../contracts/desk/record.ts";
import { csvLine } from "./csv.ts";
import type { VisibleInteraction } from "./interaction-list.ts";
import { searchInteractions } from "./search-interactions.ts";

const mostRows = 5_000;

const columns: readonly (readonly [title: string, of: (row: VisibleInteraction) => string | number | undefined])[] = [
  ["opened", (row) => row.openedAt],
  ["ended", (row) => row.endedAt],
  ["mailbox", (row) => row.mailbox],
  ["customer", (row) => row.customer.name],
  ["address", (row) => row.customer.address],
  ["subject", (row) => row.subject],
  ["outcome", (row) => row.outcome],
  ["why", (row) => row.decidedWhy],
  ["mood", (row) => row.mood?.mood],
  ["topic", (row) => row.sorting?.topics[0]?.topic],
  ["language", (row) => row.sorting?.language],
  ["interaction", (row) => row.interactionId],
  ["conversation", (row) => row.conversationId],
];

/** The newest of them as CSV, in UTF-8 with a mark, without which spreadsheets guess another encoding. */
export async function exportInteractions(
  wish: Omit<z.infer<typeof InteractionQuery>, "limit" | "after">,
): Promise<string> {
  const lines = [`\uFEFF${csvLine(columns.map(([title]) => title))}`];
  let after: string | undefined;
  do {
    const page = await searchInteractions(wish, 200, after);
    for (const row of page.interactions) lines.push(csvLine(columns.map(([, of]) => of(row))));
    after = page.next;
  } while (after !== undefined && lines.length <= mostRows);
  return lines.slice(0, mostRows + 1).join("");
}
