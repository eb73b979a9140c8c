/** Index, from `from` on, of the first of the characters `stops` outside of quotes and brackets; -1 when there is none. */
export function scan(text: string, from: number, stops: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (depth === 0 && stops.includes(char)) return at;
    if (char === "'" || char === '"') at = closing(text, at, char);
    else if (char === "(" || char === "[") depth += 1;
    else if (char === ")" || char === "]") depth -= 1;
  }
  return -1;
}

/** Where the quote that opens at `from` closes; the end of the text when it does not. */
function closing(text: string, from: number, quote: string): number {
  const end = text.indexOf(quote, from + 1);
  return end < 0 ? text.length : end;
}
