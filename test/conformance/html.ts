import { sanitiseHtml } from "../../functions/desk/sanitise-html.ts";

/** The adapter of the HTML corpus: what the desk's frame shows of an email's HTML. */
export default (html: string): string => sanitiseHtml(html);
