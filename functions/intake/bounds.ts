import type { ParsedMail } from "./parsed-mail.ts";

// How much of an email is looked at by lines and patterns. A person's email stays far below; the rest lies in the raw email.

const mostLines = 20_000;
const longestText = 512 * 1024;
/** Characters of HTML that are read and kept; a person's email has some thousands. */
export const longestHtml = 2_000_000;
const mostTags = 30_000;

/** Characters of a header value in which parameters are looked for. */
export const longestParameters = 16_384;

/** The text and HTML that are read, with `unreadable-part` when that is not all of them. */
export function bounded(mail: ParsedMail): ParsedMail {
  const text = mail.text === undefined ? undefined : boundedText(mail.text);
  const html = mail.html === undefined ? undefined : boundedHtml(mail.html);
  const cut = text !== mail.text || html !== mail.html;
  return cut ? { ...mail, text, html, problems: [...mail.problems, "unreadable-part"] } : mail;
}

function boundedText(text: string): string {
  const shown = text.slice(0, longestText);
  const lineEnd = /\r\n?|\n/g;
  for (let line = 0; line < mostLines; line++) if (!lineEnd.test(shown)) return shown;
  return shown.slice(0, lineEnd.lastIndex);
}

function boundedHtml(html: string): string {
  const shown = html.slice(0, longestHtml);
  let at = -1;
  for (let tag = 0; tag <= mostTags; tag++) {
    at = shown.indexOf("<", at + 1);
    if (at < 0) return shown;
  }
  return shown.slice(0, at);
}
