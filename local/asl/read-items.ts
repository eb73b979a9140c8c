// The items of a distributed Map out of what lies in S3: JSON, JSON lines, CSV, or a listing.
// https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
import { StateFailure } from "./failure.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

const unreadable = (what: string): StateFailure => new StateFailure("States.ItemReaderFailed", what);

/** Reads items by the type that the reader's configuration names. Throws States.ItemReaderFailed. */
export function readItems(answer: Json, config: JsonObject): Json[] {
  if (isObject(answer) && Array.isArray(answer["Contents"])) return answer["Contents"];
  const body = isObject(answer) ? answer["Body"] : undefined;
  if (typeof body !== "string") throw unreadable("The item reader's resource gave no text.");
  const read = readers[String(config["InputType"] ?? "JSON")];
  if (!read) throw unreadable(`The input type ${String(config["InputType"])} is not known.`);
  return read(body, config);
}

const readers: Readonly<Record<string, (body: string, config: JsonObject) => Json[]>> = {
  JSON: (body, config) => {
    const whole = atPointer(parse(body), config["ItemsPointer"]);
    if (Array.isArray(whole)) return whole;
    if (isObject(whole)) return Object.entries(whole).map(([Key, Value]) => ({ Key, Value }));
    throw unreadable("Attempting to map over non-iterable node.");
  },
  JSONL: (body) =>
    body
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "")
      .map(parse),
  CSV: (body, config) => {
    const rows = csvRows(body, delimiters[String(config["CSVDelimiter"] ?? "COMMA")] ?? ",");
    const given = config["CSVHeaders"];
    const headers = config["CSVHeaderLocation"] === "GIVEN" && Array.isArray(given) ? given.map(String) : rows.shift();
    // Fields that are missing are empty; those beyond the headers are dropped.
    return rows.map((row) => Object.fromEntries((headers ?? []).map((header, at) => [header, row[at] ?? ""])));
  },
};

const delimiters: Readonly<Record<string, string>> = {
  COMMA: ",",
  PIPE: "|",
  SEMICOLON: ";",
  SPACE: " ",
  TAB: "\t",
};

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(`The object is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

/** RFC 6901. */
function atPointer(value: Json, pointer: Json | undefined): Json {
  if (typeof pointer !== "string" || pointer === "") return value;
  let found: Json | undefined = value;
  for (const part of pointer.slice(1).split("/")) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(found)) found = found[Number(key)];
    else found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  if (found === undefined) throw unreadable(`The object has nothing at the pointer '${pointer}'.`);
  return found;
}

/** RFC 4180: quotes hold delimiters and line ends; a doubled quote is one. Lines without any text are no rows. */
function csvRows(text: string, delimiter: string): string[][] {
  const mark = delimiter.replace(/[|]/, "\\$&");
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^${mark}\\r\\n]*))(${mark}|\\r?\\n|\\r|$)`, "gy");
  const rows: string[][] = [];
  let row: string[] = [];
  while (field.lastIndex < text.length || row.length > 0) {
    const match = field.exec(text);
    if (!match) throw unreadable("The object is no CSV: a quoted field does not end where a delimiter or line does.");
    const [, quoted, plain = "", end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === delimiter) continue;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}
