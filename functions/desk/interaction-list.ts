import { Outcome, reasons } from "../contracts/outcome.ts";
import { InteractionRow } from "../contracts/rows.ts";
import { queryRows } from "../platform/rows.ts";

export type VisibleInteraction = InteractionRow & { readonly decidedWhy: string };

/** An interaction with its reasons as a sentence. */
export const withWhy = (row: InteractionRow): VisibleInteraction => ({
  ...row,
  decidedWhy: [...row.reasons.map((code) => reasons[code]), ...(row.note === undefined ? [] : [row.note])].join("; "),
});

/** Where a page ended: the last row's place in the order. */
interface Cursor {
  readonly openedAt: string;
  readonly interactionId: string;
}

// In this order an interaction goes from one to the next. Read so, one that moves meanwhile is found once at least.
const inOrder: readonly (readonly Outcome[])[] = [
  ["open"],
  ["waiting"],
  Outcome.options.filter((one) => one !== "open" && one !== "waiting" && one !== "answered"),
  ["answered"],
];

/**
 * Newest first, over one outcome or all. The index is by outcome, so "all" merges one query per outcome; the cursor is
 * a place in the common order and therefore good for each of them.
 */
export async function listInteractions(limit: number, after: Cursor | undefined, outcome: Outcome | undefined) {
  const known = new Map<string, InteractionRow>();
  for (const together of outcome === undefined ? inOrder : [[outcome]]) {
    const found = await Promise.all(together.map((each) => newestOf(each, limit + 1, after)));
    for (const row of found.flat()) known.set(row.interactionId, row);
  }
  const rows = [...known.values()].sort((a, b) => (isBefore(a, b) ? 1 : -1));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    interactions: page.map(withWhy),
    ...(rows.length > limit && last !== undefined && { next: cursorText(last) }),
  };
}

async function newestOf(outcome: Outcome, limit: number, after: Cursor | undefined): Promise<InteractionRow[]> {
  const rows: InteractionRow[] = [];
  let next: string | undefined;
  do {
    const page = await queryRows(
      {
        table: "interactions",
        index: "byOutcome",
        pk: outcome,
        ...(after !== undefined && { sk: { condition: "<=", value: after.openedAt } }),
        newestFirst: true,
        limit,
        ...(next !== undefined && { after: next }),
      },
      InteractionRow,
    );
    // Rows of the cursor's own millisecond come again; only those that follow it in the order count.
    rows.push(...page.rows.filter((row) => after === undefined || isBefore(row, after)));
    next = page.next;
  } while (rows.length < limit && next !== undefined);
  return rows.slice(0, limit);
}

const isBefore = (a: Cursor, b: Cursor): boolean =>
  a.openedAt < b.openedAt || (a.openedAt === b.openedAt && a.interactionId < b.interactionId);

const cursorText = ({ openedAt, interactionId }: Cursor): string => `${openedAt}~${interactionId}`;

/** The cursor in a request; undefined for text that is none. */
export function cursorFrom(text: string): Cursor | undefined {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(int_[0-9a-f]{32,64})$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined
    ? undefined
    : { openedAt: match[1], interactionId: match[2] };
}
