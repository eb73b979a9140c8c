/** A piece of HTML as written; `raw` of all pieces joined gives the input back. */
export type HtmlToken =
  | { readonly kind: "text"; readonly raw: string }
  | { readonly kind: "comment"; readonly raw: string; readonly text: string }
  | { readonly kind: "open"; readonly raw: string; readonly name: string; readonly attributes: Attributes }
  | { readonly kind: "close"; readonly raw: string; readonly name: string };

export type Attributes = ReadonlyMap<string, string>;

/** Elements whose content is not markup. */
const rawElements = new Set(["script", "style", "title", "textarea", "xmp"]);

/** Elements that have no end tag. */
export const voidElements = new Set(
  "area base br col embed hr img input link meta param source track wbr basefont bgsound frame keygen".split(" "),
);

/** Cuts HTML into tags, comments and text, as tolerant as a mail program, in one pass and linear time. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0) {
      yield { kind: "text", raw: html.slice(at) };
      return;
    }
    const token = tagAt(html, open);
    if (token === undefined) {
      // A `<` that begins no tag is text.
      yield { kind: "text", raw: html.slice(at, open + 1) };
      at = open + 1;
      continue;
    }
    if (open > at) yield { kind: "text", raw: html.slice(at, open) };
    yield token;
    at = open + token.raw.length;
    if (token.kind === "open" && rawElements.has(token.name)) {
      const end = endOfRaw(html, at, token.name);
      if (end > at) yield { kind: "text", raw: html.slice(at, end) };
      at = end;
    }
  }
}

function tagAt(html: string, at: number): HtmlToken | undefined {
  if (html.startsWith("<!--", at)) {
    const end = html.indexOf("-->", at + 4);
    const raw = html.slice(at, end < 0 ? html.length : end + 3);
    return { kind: "comment", raw, text: raw.slice(4, end < 0 ? undefined : -3) };
  }
  const next = html[at + 1] ?? "";
  if (next === "!" || next === "?") {
    const end = html.indexOf(">", at);
    const raw = html.slice(at, end < 0 ? html.length : end + 1);
    return { kind: "comment", raw, text: "" };
  }
  if (!/[a-z/]/i.test(next)) return undefined;
  const end = endOfTag(html, at);
  const raw = html.slice(at, end);
  const name = /^<\/?([a-z][^\s/>]*)/i.exec(raw)?.[1]?.toLowerCase();
  if (name === undefined) return { kind: "comment", raw, text: "" };
  if (next === "/") return { kind: "close", raw, name };
  return { kind: "open", raw, name, attributes: attributesOf(raw) };
}

/** Just past the `>` that ends a tag: one inside a quoted attribute value does not. */
function endOfTag(html: string, at: number): number {
  let quote = "";
  let afterEquals = false;
  for (let i = at + 1; i < html.length; i++) {
    const letter = html[i] ?? "";
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === ">") return i + 1;
    else if ((letter === '"' || letter === "'") && afterEquals) quote = letter;
    if (!/\s/.test(letter)) afterEquals = letter === "=";
  }
  return html.length;
}

function attributesOf(tag: string): Attributes {
  const attributes = new Map<string, string>();
  const pattern = /[\s/]([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/g;
  for (const [, name, double, single, bare] of tag.matchAll(pattern)) {
    const key = name?.toLowerCase() ?? "";
    if (!attributes.has(key)) attributes.set(key, double ?? single ?? bare ?? "");
  }
  return attributes;
}

function endOfRaw(html: string, at: number, name: string): number {
  const pattern = new RegExp(`</${name}[\\s/>]`, "gi");
  pattern.lastIndex = at;
  return pattern.exec(html)?.index ?? html.length;
}
