/** A question to one feature, or at the end what it adds to the log-odds. */
export type Tree =
  | { readonly adds: number }
  | { readonly feature: number; readonly most: number; readonly low: Tree; readonly high: Tree };

/** The chance that many small trees give together, 0 to 1. */
export function chance(trees: readonly Tree[], features: readonly number[]): number {
  let odds = 0;
  for (const tree of trees) odds += leafOf(tree, features);
  return 1 / (1 + Math.exp(-odds));
}

function leafOf(tree: Tree, features: readonly number[]): number {
  let at = tree;
  while ("feature" in at) at = (features[at.feature] ?? 0) <= at.most ? at.low : at.high;
  return at.adds;
}

/** Reads a tree: `3<0.25(…)(…)` asks, a bare number answers (bin/train/boost.ts writes it). Throws where it is cut or changed. */
export function readTree(text: string): Tree {
  const asks = /^(\d+)<(-?[\d.e-]+)\(/.exec(text);
  if (asks === null) {
    const adds = Number(text);
    if (text === "" || Number.isNaN(adds)) throw new Error(`'${text.slice(0, 20)}' is no tree: train them anew`);
    return { adds };
  }
  const [whole, feature = "", most = ""] = asks;
  const split = closing(text, whole.length);
  return {
    feature: Number(feature),
    most: Number(most),
    low: readTree(text.slice(whole.length, split)),
    high: readTree(text.slice(split + 2, -1)),
  };
}

/** Where the bracket closes that was opened right before `from`. */
function closing(text: string, from: number): number {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") open++;
    if (text[at] === ")" && --open === 0) return at;
  }
  throw new Error("A tree is cut off: train them anew");
}
