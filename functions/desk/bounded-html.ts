// The parser's time grows with the square of the nesting depth, so depth and length are bounded before it sees anything.
const longest = 1_000_000;
// Newsletters nest some dozens of tables; browsers themselves stop at 512.
const deepest = 500;

// Void elements never nest; these close by themselves when the next one opens, so mail programs often leave them open.
const notCounted = new Set(
  "area base br col embed hr img input link meta param source track wbr p li td th tr dd dt tbody thead tfoot option".split(
    " ",
  ),
);

/**
 * The HTML up to where it becomes unreasonably deep or long; what follows is kept as plain text, since a reader wants
 * the words and nobody needs the layout. One pass, linear in the length.
 */
export function boundedHtml(html: string): string {
  const text = html.slice(0, longest);
  let depth = 0;
  for (const { index, 1: slash, 2: name = "" } of text.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,30})/gi)) {
    if (notCounted.has(name.toLowerCase())) continue;
    depth = slash === "/" ? Math.max(0, depth - 1) : depth + 1;
    if (depth > deepest) return `${text.slice(0, index)}${plainText(text.slice(index))}`;
  }
  return text;
}

const plainText = (html: string): string =>
  html
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/[<>]/g, " ")
    .replaceAll(/\s{2,}/g, " ");
