import type { TaskRow } from "../contracts/rows.ts";

/** Text that is text wherever it stands in a page (S2). */
export const escaped = (text: string): string =>
  text
    .replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/[\p{Cc}\p{Cf}]/gu, (mark) => (mark === "\n" ? mark : " "));

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${escaped(title)}</title></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;

/** Nothing is decided by looking: mail scanners look at every link. Only the button does. */
export function confirmPage(
  task: TaskRow,
  draft: string | undefined,
  link: { text: string; action: "approve" | "close" },
): string {
  const title = link.action === "approve" ? "Send this reply?" : "Close this without a reply?";
  const button = link.action === "approve" ? "Yes, send it" : "Yes, close it";
  const reply = draft === undefined ? "" : `<h2>The reply</h2><pre>${escaped(draft)}</pre>`;
  return page(
    title,
    `<p>To ${escaped(task.customer.name)} &lt;${escaped(task.customer.address)}&gt;, about ${escaped(task.subject)}</p>${reply}<form method="post" action="/decide"><input type="hidden" name="link" value="${escaped(link.text)}"><button type="submit">${button}</button></form><p><a href="/">Open the desk instead</a></p>`,
  );
}

export const resultPage = (title: string, words: string): string =>
  page(title, `<p>${escaped(words)}</p><p><a href="/">Open the desk</a></p>`);
