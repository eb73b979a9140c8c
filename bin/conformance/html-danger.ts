import { createRequire } from "node:module";

interface Handlers {
  onopentag: (name: string, attributes: Readonly<Record<string, string>>) => void;
  oncomment: () => void;
  onprocessinginstruction: () => void;
}
// The parser that sanitize-html itself brings along; resolved from there, since it is no dependency of our own.
const fromSanitizer = createRequire(createRequire(import.meta.url).resolve("sanitize-html"));
const { Parser }: { Parser: new (handlers: Handlers) => { end: (html: string) => void } } =
  fromSanitizer("htmlparser2");

/** Elements that execute, navigate, submit, load, or change how the rest is read. */
const elements = new Set(
  (
    "script style link meta base title template noscript iframe frame frameset object embed applet portal param " +
    "form input button select option textarea fieldset output keygen isindex dialog details summary slot " +
    "svg math img image picture source video audio track canvas map area bgsound marquee layer xml xmp plaintext " +
    "noembed noframes listing html head body"
  ).split(" "),
);
/** Attributes that execute, load, submit or navigate by themselves. */
const attributes =
  /^(on.*|src|srcset|srcdoc|action|formaction|background|poster|data|ping|lowsrc|dynsrc|manifest|profile|cite|longdesc|usemap|codebase|classid|archive|http-equiv|autofocus|autoplay|target|is|xmlns.*|.*:.*)$/i;
const links = /^(https?:\/\/|mailto:|tel:|#)/i;
const styles = /url\s*\(|expression|@|behaviou?r|binding|javascript|image-set|\\|position\s*:|var\s*\(|<|\/\*/i;
/** A tag that every parser reads alike: a plain name, and attributes in double quotes without angle brackets. */
const plainTag = /^<(?:\/[a-z][a-z0-9]*\s*|[a-z][a-z0-9]*(?:\s+[a-z][a-z-]*(?:="[^"<>]*")?)*\s*\/?)>/;

/** What in a piece of HTML could execute, navigate, submit or load, or be read differently by another parser. */
export function dangersOf(html: string): string[] {
  const found: string[] = [];
  const parser = new Parser({
    onopentag: (name, given) => {
      if (elements.has(name.toLowerCase()) || name.includes(":")) found.push(`<${name}>`);
      for (const [attribute, value] of Object.entries(given))
        if (isDangerous(attribute.toLowerCase(), value)) found.push(`<${name} ${attribute}="${value.slice(0, 60)}">`);
    },
    oncomment: () => found.push("a comment"),
    onprocessinginstruction: () => found.push("a declaration"),
  });
  parser.end(html);
  for (let at = html.indexOf("<"); at !== -1; at = html.indexOf("<", at + 1))
    if (!plainTag.test(html.slice(at, at + 20_000))) found.push(`ambiguous ${html.slice(at, at + 40)}`);
  return found;
}

function isDangerous(attribute: string, value: string): boolean {
  if (attribute === "href") return !links.test(value);
  if (attribute === "style") return styles.test(value);
  return attributes.test(attribute);
}
