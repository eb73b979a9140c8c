import { attribute, type XmlPiece, xmlPieces } from "./office-xml.ts";
import { spreadsheetText } from "./spreadsheet-text.ts";
import { type ZipEntry, zipEntries } from "./zip-entries.ts";

// What documents of office programs say (ISO/IEC 29500, OpenDocument), as a reader sees it: no hidden runs, no deleted
// revisions, no macros, nothing that is linked. Bounded in bytes by zip-entries and in characters here.

/** The tags that break lines and columns, and whose text is none of the document's. */
interface Dialect {
  /** Tags whose text counts; all text does when there is none. */
  readonly words?: ReadonlySet<string>;
  readonly line: ReadonlySet<string>;
  readonly tab: ReadonlySet<string>;
  /** A run of text, and the tag in it that hides it. */
  readonly hides?: { readonly run: string; readonly by: string };
  readonly leftOut?: ReadonlySet<string>;
}

const word: Dialect = {
  words: new Set(["w:t"]),
  line: new Set(["/w:p", "w:br", "w:cr"]),
  tab: new Set(["w:tab", "/w:tc"]),
  hides: { run: "w:r", by: "w:vanish" },
};
const slide: Dialect = { words: new Set(["a:t"]), line: new Set(["/a:p", "a:br"]), tab: new Set(["/a:tc"]) };
const openDocument: Dialect = {
  line: new Set(["/text:p", "/text:h", "text:line-break", "/table:table-row"]),
  tab: new Set(["text:tab", "text:s", "/table:table-cell"]),
  leftOut: new Set(["office:annotation", "text:tracked-changes", "office:scripts", "office:automatic-styles"]),
};

/** The text of a DOCX, XLSX, PPTX or OpenDocument file, at most `longest` characters; undefined when it has none. Throws when it is locked or broken. */
export function officeText(file: Uint8Array, longest: number): string | undefined {
  const entries = zipEntries(file);
  if (entries === undefined) return undefined;
  const document = entries.get("word/document.xml");
  if (document !== undefined) return shownText(document, word, longest);
  if (entries.has("xl/workbook.xml")) return spreadsheetText(entries, longest);
  const content = entries.get("content.xml");
  if (content !== undefined) return shownText(content, openDocument, longest);
  return slidesText([...entries.values()], longest);
}

function slidesText(entries: readonly ZipEntry[], longest: number): string | undefined {
  const number = ({ name }: ZipEntry): number => Number(/^ppt\/slides\/slide(\d{1,4})\.xml$/.exec(name)?.[1] ?? 0);
  const slides = entries.filter((entry) => number(entry) > 0).sort((one, other) => number(one) - number(other));
  let text = "";
  for (const each of slides) {
    if (text.length >= longest) break;
    text += `${shownText(each, slide, longest - text.length)}\n\n`;
  }
  return slides.length === 0 ? undefined : text;
}

function shownText(entry: ZipEntry, dialect: Dialect, longest: number): string {
  const { line, tab } = dialect;
  const pieces = withoutSubtrees(xmlPieces(entry.read().toString("utf8")), dialect.leftOut ?? new Set());
  let text = "";
  for (const { tag, rest } of shownPieces(pieces, dialect)) {
    if (text.length >= longest) break;
    if (tag === "") text += rest;
    else if (line.has(tag)) text += "\n";
    else if (tab.has(tag)) text += "\t";
  }
  return text;
}

function* withoutSubtrees(pieces: Iterable<XmlPiece>, leftOut: ReadonlySet<string>): Generator<XmlPiece> {
  let without: string | undefined;
  for (const piece of pieces) {
    if (without === undefined && leftOut.has(piece.tag) && !piece.isEmpty) without = `/${piece.tag}`;
    if (without === undefined) yield piece;
    else if (piece.tag === without) without = undefined;
  }
}

/** All tags, and the texts that are words and not hidden. */
function* shownPieces(pieces: Iterable<XmlPiece>, { words, hides }: Dialect): Generator<XmlPiece> {
  let isWord = words === undefined;
  let hidden = false;
  for (const piece of pieces) {
    const name = piece.tag.replace(/^\//, "");
    if (piece.tag !== "" || (isWord && !hidden)) yield piece;
    if (words?.has(name) === true) isWord = piece.tag === name && !piece.isEmpty;
    if (name === hides?.run) hidden = false;
    if (name === hides?.by) hidden = !/^(?:0|false|off)$/.test(attribute(piece.rest, "val") ?? "");
  }
}
