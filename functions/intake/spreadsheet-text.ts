import { attribute, xmlPieces } from "./office-xml.ts";
import type { ZipEntry } from "./zip-entries.ts";

type Entries = ReadonlyMap<string, ZipEntry>;

const mostSheets = 20;
/** Characters of one cell: many cells may name one long text. */
const longestCell = 2000;

/** What the visible sheets of an XLSX say: a line for each row, a tab between cells, dates as dates (ISO/IEC 29500-1, 18.3). */
export function spreadsheetText(entries: Entries, longest: number): string {
  const strings = sharedStrings(entries);
  const dates = dateStyles(entries);
  let text = "";
  for (const { name, file } of sheetsOf(entries)) {
    if (text.length >= longest) break;
    text += `${name}\n`;
    for (const row of rowsOf(xmlOf(entries, file), strings, dates)) {
      if (text.length >= longest) break;
      text += `${row.join("\t").trimEnd()}\n`;
    }
    text += "\n";
  }
  return text;
}

const xmlOf = (entries: Entries, name: string): string => entries.get(name)?.read().toString("utf8") ?? "";

/** The sheets in their order, without those that are hidden. */
function sheetsOf(entries: Entries): { name: string; file: string }[] {
  const files = new Map<string, string>();
  for (const { tag, rest } of xmlPieces(xmlOf(entries, "xl/_rels/workbook.xml.rels"))) {
    const [id, target] = [attribute(rest, "Id"), attribute(rest, "Target")];
    if (tag === "Relationship" && id !== undefined && target !== undefined)
      files.set(id, target.replace(/^\/?(?:xl\/)?/, "xl/"));
  }
  const sheets: { name: string; file: string }[] = [];
  for (const { tag, rest } of xmlPieces(xmlOf(entries, "xl/workbook.xml"))) {
    const file = files.get(attribute(rest, "r:id") ?? attribute(rest, "id") ?? "");
    if (tag === "sheet" && file !== undefined && !/hidden/i.test(attribute(rest, "state") ?? ""))
      sheets.push({ name: attribute(rest, "name") ?? "", file });
  }
  return sheets.slice(0, mostSheets);
}

/** Texts that cells name by number. */
const sharedStrings = (entries: Entries): string[] =>
  xmlOf(entries, "xl/sharedStrings.xml")
    .split(/<\/si>|<si\/>/)
    .slice(0, -1)
    .map(stringOf);

function stringOf(xml: string): string {
  let text = "";
  let counts = false;
  for (const { tag, rest, isEmpty } of xmlPieces(xml)) {
    // How it is pronounced stands there a second time, behind it.
    if (tag === "rPh") break;
    if (tag === "" && counts) text += rest;
    counts = tag === "t" && !isEmpty;
  }
  return text.slice(0, longestCell);
}

/** By the number of a cell's style: whether it shows its number as a date. */
function dateStyles(entries: Entries): boolean[] {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let within = false;
  for (const { tag, rest } of xmlPieces(xmlOf(entries, "xl/styles.xml"))) {
    if (tag === "numFmt") formats.set(Number(attribute(rest, "numFmtId")), attribute(rest, "formatCode") ?? "");
    if (tag === "cellXfs" || tag === "/cellXfs") within = tag === "cellXfs";
    if (tag === "xf" && within) styles.push(isDate(Number(attribute(rest, "numFmtId") ?? 0), formats));
  }
  return styles;
}

/** Formats 14 to 17 and 22 are Excel's own dates; others say so by a day or a year outside quotes and colours. */
const isDate = (id: number, formats: ReadonlyMap<number, string>): boolean =>
  (id >= 14 && id <= 17) || id === 22 || /[dy]/i.test((formats.get(id) ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, ""));

interface Cell {
  readonly column: number;
  readonly type: string;
  readonly isDate: boolean;
}

/** The rows that are shown, in their order. */
function* rowsOf(xml: string, strings: readonly string[], dates: readonly boolean[]): Generator<string[]> {
  let row: string[] = [];
  let shown = true;
  for (const { begins, rest, value } of cellsOf(xml)) {
    if (begins === "end" && shown) yield row;
    if (begins === "row") {
      row = [];
      shown = attribute(rest, "hidden") !== "1";
    }
    if (begins !== "cell") continue;
    const cell = cellOf(rest, row.length, dates);
    while (row.length < cell.column) row.push("");
    row[cell.column] = cell.type === "s" ? (strings[Number(value)] ?? "") : saidAs(value.slice(0, longestCell), cell);
  }
}

interface CellPiece {
  readonly begins: "row" | "cell" | "end";
  /** Attributes. */
  readonly rest: string;
  readonly value: string;
}

const rowTags = new Set(["row", "/row"]);
const valueTags = new Set(["v", "t"]);

/** Rows and cells as they come; an empty cell says nothing. */
function* cellsOf(xml: string): Generator<CellPiece> {
  let open = "";
  let value = "";
  let counts = false;
  for (const { tag, rest, isEmpty } of xmlPieces(xml)) {
    if (rowTags.has(tag)) yield { begins: tag === "row" ? "row" : "end", rest, value: "" };
    if (tag === "c") [open, value] = [rest, ""];
    if (tag === "/c") yield { begins: "cell", rest: open, value };
    if (counts) value += rest;
    counts = valueTags.has(tag) && !isEmpty;
  }
}

const cellOf = (rest: string, next: number, dates: readonly boolean[]): Cell => ({
  column: columnOf(attribute(rest, "r"), next),
  type: attribute(rest, "t") ?? "n",
  isDate: dates[Number(attribute(rest, "s") ?? 0)] === true,
});

/** Excel counts days from the end of 1899; the whole number is the day, its fraction the time of it. */
function saidAs(value: string, { type, isDate: shownAsDate }: Cell): string {
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  const days = Number(value);
  if (type !== "n" || !shownAsDate || value === "" || !(days > 0 && days < 2_958_466)) return value;
  const [day = "", time = ""] = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString().split(/[T.]/);
  return days % 1 === 0 ? day : `${day} ${time}`;
}

const mostColumns = 200;

/** `C7` → 2; where it says nothing, the next one. */
function columnOf(reference: string | undefined, next: number): number {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? "")?.[0];
  if (letters === undefined) return next;
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return Math.min(column, mostColumns);
}
