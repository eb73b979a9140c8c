// What a spreadsheet takes for a formula; tabs and line ends before one are skipped by some.
const formula = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/u;

/**
 * One line of CSV. A field that a spreadsheet would run is made text by an apostrophe; control characters, which could end
 * a line or drive a terminal, become spaces (S2).
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const csvLine = (fields: readonly (string | number | undefined)[]): string =>
  `${fields.map(field).join(",")}\r\n`;

function field(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return `"${(formula.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
