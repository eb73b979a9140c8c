import sanitize from "sanitize-html";

export const sanitiseHtml = (html: string): string => sanitize(html);
