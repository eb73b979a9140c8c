/** One piece of an XML file of an office program: a tag or a text between tags. */
export interface XmlPiece {
  /** With its prefix, e.g. `w:p`; `/w:p` when it ends; empty for text. */
  readonly tag: string;
  /** What stands behind the tag's name; the text itself, entities resolved, where there is no tag. */
  readonly rest: string;
  /** `<w:br/>`: it ends where it begins. */
  readonly isEmpty: boolean;
}

/** The pieces of well-formed XML in their order; nothing is looked up, fetched or expanded but XML's own five entities. */
export function* xmlPieces(xml: string): Generator<XmlPiece> {
  // Office programs write `>` in attributes as an entity; a tag that has one is passed over, in linear time.
  for (const [whole, name, rest = ""] of xml.matchAll(/<(\/?[\w:.-]{1,80})([^<>]{0,4000})>|[^<]+/g)) {
    if (name === undefined) yield { tag: "", rest: resolved(whole), isEmpty: false };
    else yield { tag: name, rest, isEmpty: rest.endsWith("/") };
  }
}

/** The value of an attribute, whatever its prefix. */
export function attribute(rest: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s:])${name}=(?:"([^"]*)"|'([^']*)')`).exec(rest);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : resolved(value);
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const resolved = (text: string): string =>
  text.includes("&")
    ? text.replace(
        /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
        (whole, hex?: string, decimal?: string, name?: string) => {
          if (name !== undefined) return entities[name] ?? whole;
          const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
          return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
        },
      )
    : text;
