export interface Hunk {
  /** Where in the text before, in characters. */
  readonly at: number;
  readonly removed: string;
  readonly added: string;
}

// Words; white space belongs to the word before it.
const words = (text: string): string[] => text.match(/\S+\s*|\s+/g) ?? [];
// The table of common words grows with the product; beyond this the middle counts as replaced whole.
const mostCells = 4_000_000;

/**
 * How a person's text differs from the draft, word by word: the longest common words stay, the rest is removed and added.
 * Applied to the draft from back to front it gives the text again.
 */
export function difference(before: string, after: string): Hunk[] {
  const old = words(before);
  const now = words(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const from = old.slice(0, start).join("").length;
  return merged(from, old.slice(start, old.length - end), now.slice(start, now.length - end));
}

function merged(from: number, old: readonly string[], now: readonly string[]): Hunk[] {
  if (old.length === 0 && now.length === 0) return [];
  if (old.length * now.length > mostCells) return [{ at: from, removed: old.join(""), added: now.join("") }];
  const length = commonLengths(old, now);
  const hunks: { at: number; removed: string; added: string }[] = [];
  let [i, j, at] = [0, 0, from];
  let open: { at: number; removed: string; added: string } | undefined;
  while (i < old.length || j < now.length) {
    const [was = "", is = ""] = [old[i], now[j]];
    if (i < old.length && j < now.length && was === is) {
      open = undefined;
      [i, j, at] = [i + 1, j + 1, at + was.length];
      continue;
    }
    if (open === undefined) {
      open = { at, removed: "", added: "" };
      hunks.push(open);
    }
    if (j >= now.length || (i < old.length && length(i + 1, j) >= length(i, j + 1))) {
      open.removed += was;
      [i, at] = [i + 1, at + was.length];
    } else {
      open.added += is;
      j++;
    }
  }
  return hunks;
}

/** The length of the longest common run of words from (i, j) on. */
function commonLengths(old: readonly string[], now: readonly string[]): (i: number, j: number) => number {
  const width = now.length + 1;
  const table = new Uint16Array((old.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      table[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}
