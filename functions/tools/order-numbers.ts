import type { ToolPolicy } from "../contracts/tools.ts";

export interface OrderNumbers {
  /** Order numbers that the question itself names, as the shop writes them. */
  readonly named: readonly string[];
  /** Those that any of the run's emails names. */
  readonly namedAnywhere: readonly string[];
}

// Beyond these nobody asks about orders by hand, and every one is a call (P12).
const longestRead = 20_000;
const mostNumbers = 5;

/**
 * Order numbers in a text, read by code alone: `FW-10224`, `fw 10224`, and the bare digits where the word order stands
 * before them or a `#`. Each once, in the order of the text, written as the shop writes them.
 */
export function orderNumbersIn(text: string, { prefix, digits }: ToolPolicy["orderNumbers"]): string[] {
  const letters = prefix.replace(/-$/, "");
  const number = `(\\d{${digits}})(?![\\d\\p{L}])`;
  const patterns = [
    ...(letters === "" ? [] : [`(?<![\\p{L}\\d])${letters}[\\s\\u2010-\\u2015-]{0,2}${number}`]),
    `(?<!\\p{L})(?:orders?|purchase|bestellungen?|bestell|auftrag|commande|pedido)[\\s-]{0,2}(?:(?:no|nr|num|number|nummer)?[.:#\\s]{0,3})${number}`,
    `#\\s?${number}`,
  ];
  const found = patterns.flatMap((pattern) =>
    [...text.slice(0, longestRead).matchAll(new RegExp(pattern, "giu"))].map((match) => ({
      at: match.index,
      number: `${prefix}${match[1]}`,
    })),
  );
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ number: one }) => one))].slice(0, mostNumbers);
}
