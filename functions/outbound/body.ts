import type { MailboxPolicy } from "../contracts/policy.ts";
import type { ReplyRow } from "../contracts/rows.ts";

/** What stands under a reply: the signature, and under one that no person approved the disclosure. */
function under(reply: ReplyRow, box: MailboxPolicy): string[] {
  const own = reply.language === undefined ? undefined : box.inLanguages?.[reply.language];
  const { signature, disclosure } = own ?? box;
  return [signature, ...(reply.automatic ? [disclosure] : [])].map(plain).filter((part) => part !== "");
}

/** Text as it may go out: ordinary line ends, no control characters. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .trim();

export const bodyText = (reply: ReplyRow, box: MailboxPolicy): string =>
  [plain(reply.text), ...under(reply, box)].join("\n\n");

/** Our own HTML, made from escaped text alone: no picture, no style sheet, no link that a mail program does not make itself. */
export function bodyHtml(reply: ReplyRow, box: MailboxPolicy): string {
  const small = under(reply, box).map((part) => `<p style="color:#555">${paragraph(part)}</p>`);
  const text = plain(reply.text)
    .split(/\n{2,}/)
    .map((part) => `<p>${paragraph(part)}</p>`);
  const language = /^[a-z]{2}$/.test(reply.language ?? "") ? ` lang="${reply.language}"` : "";
  return `<!doctype html>\n<html${language}><body>\n${[...text, ...small].join("\n")}\n</body></html>\n`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const paragraph = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => entities[letter] ?? "").replaceAll("\n", "<br>\n");
