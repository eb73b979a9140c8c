// What may be looked up in one search: the work of a search is the places its words stand in, about 5 microseconds each.
const mostPlaces = 4000;

/**
 * The words to look passages up by. Few passages: all of them. Many: the rarest ones, as many as a search has time for (at
 * least one), since a word that stands nearly everywhere finds nothing in particular; every word still counts where the
 * passages found are scored.
 */
export function searchWords(words: readonly string[], documentFrequency: ReadonlyMap<string, number>): string[] {
  const placesOf = (word: string): number => documentFrequency.get(word) ?? 0;
  const rarestFirst = [...new Set(words)].toSorted((a, b) => placesOf(a) - placesOf(b));
  let places = 0;
  const kept = rarestFirst.filter((word) => {
    const found = placesOf(word);
    const isIn = places === 0 || places + found <= mostPlaces;
    if (isIn) places += found;
    return isIn;
  });
  // In the order they were given: what is found must not depend on how often other words are used.
  return [...new Set(words)].filter((word) => kept.includes(word));
}
