// Mail programs break lines at 72 to 78 characters; a line shorter than that which is the longest is nobody's width.
const narrowest = 56;
const widest = 100;
// What begins so stands on a line of its own on purpose: lists, quotes, signatures.
const ownLine = /^\s|^(?:[-*•>–—|_]|\d+[.)])|^$/;

/**
 * An email's words without the line breaks of the program that sent it, so that they fill the place there is. A break goes
 * only where the next word would not have fitted: what was broken on purpose (an address, a list) stays as it is.
 */
export function reflow(text: string): string {
  const lines = text.split("\n").map((line) => line.trimEnd());
  // A long address of a page is never broken and says nothing of the width.
  const width = Math.max(0, ...lines.filter((line) => line.includes(" ")).map((line) => line.length));
  if (width < narrowest || width > widest) return text;
  return lines.reduce((before, line, at) => {
    if (at === 0) return line;
    const above = lines[at - 1] ?? "";
    const first = /^\S*/.exec(line)?.[0] ?? "";
    const isForced =
      !ownLine.test(above) && !ownLine.test(line) && above.length <= width && above.length + 1 + first.length > width;
    return `${before}${isForced ? " " : "\n"}${line}`;
  }, "");
}
