/** Draws from one seed: the same seed draws the same. */
export interface Draws {
  /** From 0 to just below 1. */
  next(): number;
  /** True in `share` of the cases. */
  chance(share: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  of<T>(items: readonly T[]): T;
}

/** Mulberry32: 32 bits of state are plenty for a few hundred thousand draws. */
export function drawsOf(seed: number): Draws {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    chance: (share) => next() < share,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    of: (items) => {
      const found = items[Math.floor(next() * items.length)];
      if (found === undefined) throw new Error("There is nothing to draw from");
      return found;
    },
  };
}
