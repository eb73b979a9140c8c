/** Finds the number of a word piece; -1 where there is none. */
export interface Vocabulary {
  /** The piece that these bytes of a word are, at its beginning or inside it. */
  readonly longest: (word: Uint8Array, from: number) => { readonly piece: number; readonly to: number } | undefined;
  readonly unknown: number;
  readonly first: number;
  readonly last: number;
}

const longestWord = 100;

/**
 * The numbers of a text's word pieces as BERT without capitals has them, between [CLS] and [SEP]: at most `most` in all,
 * what is behind is cut. What looks like a special token in a text is read as the letters that it has.
 */
export function wordPieces(text: string, vocabulary: Vocabulary, most: number): readonly number[] {
  const found = [vocabulary.first];
  for (const [stretch] of text.matchAll(stretches))
    for (const [word] of plain(stretch).matchAll(words)) {
      for (const piece of piecesOf(word, vocabulary)) {
        if (found.length === most - 1) return [...found, vocabulary.last];
        found.push(piece);
      }
    }
  return [...found, vocabulary.last];
}

// Other white space is control characters, which the model's own reader leaves out: it does not part words.
const stretches = /[^\t\n\r\p{Z}]+/gu;
const leftOut = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu;
const accents = /\p{Mn}/gu;

// The blocks of Chinese characters that BERT parts, each a word of its own; those of Japanese and Korean letters are not.
const chinese = String.raw`\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B820}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}`;
const marks = String.raw`\p{P}$+<=>^\x60|~`;
const words = new RegExp(`[${chinese}${marks}]|[^${chinese}${marks}]+`, "gu");

const plain = (stretch: string): string =>
  // A sigma stays the same at the end of a word: the model's own reader lowers each letter alone.
  stretch.replace(leftOut, "").normalize("NFD").replace(accents, "").replaceAll("Σ", "σ").toLowerCase();

const encoder = new TextEncoder();

/** The longest piece from the left, again and again; one [UNK] for the whole word where something is left. */
function piecesOf(word: string, vocabulary: Vocabulary): readonly number[] {
  if (word.length > longestWord && [...word].length > longestWord) return [vocabulary.unknown];
  const bytes = encoder.encode(word);
  const found: number[] = [];
  for (let from = 0; from < bytes.length; ) {
    const next = vocabulary.longest(bytes, from);
    if (next === undefined) return [vocabulary.unknown];
    found.push(next.piece);
    from = next.to;
  }
  return found;
}
