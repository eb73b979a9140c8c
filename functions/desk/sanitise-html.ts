import sanitize from "sanitize-html";
import { boundedHtml } from "./bounded-html.ts";

/**
 * An email's HTML made harmless by an allow-list: what lays text out stays, everything that runs, submits, navigates
 * by itself or loads goes. Pictures become their alternative text, since even asking for one tells the sender that the
 * email was opened (S1, S4). Sanitising twice gives the same as once.
 */
export function sanitiseHtml(html: string, pictureAt?: PictureAt): string {
  return sanitize(boundedHtml(html), pictureAt === undefined ? options : withPictures(pictureAt));
}

/** Where our proxy has the picture of that address; undefined when it may not be asked for. */
export type PictureAt = (url: string) => string | undefined;

// A newsletter has some dozens; what is over is most likely there to be counted.
const mostPictures = 100;

/** The same, but remote pictures come from our proxy, each at its own size at most. */
function withPictures(pictureAt: PictureAt): sanitize.IOptions {
  let pictures = 0;
  return {
    ...options,
    allowedTags: [...allowedTags, "img"],
    allowedAttributes: { ...options.allowedAttributes, img: ["src", "alt", "width", "height"] },
    transformTags: {
      ...options.transformTags,
      img: (_tag, { src = "", alt = "", width = "", height = "" }) => {
        pictures += 1;
        const at = pictures > mostPictures ? undefined : pictureAt(src.trim());
        if (at === undefined) return described(alt);
        const size = Object.entries({ width, height }).filter(([, value]) => /^\d{1,4}%?$/.test(value));
        return { tagName: "img", attribs: { src: at, alt, ...Object.fromEntries(size) } };
      },
    },
  };
}

const described = (alt: string): sanitize.Tag => ({
  ...{ tagName: "span", attribs: {}, text: alt.trim() === "" ? "" : `[${alt.trim()}]` },
});

/**
 * Links of an email are whole addresses. Anything else is dropped rather than understood: browsers ignore white space
 * and controls inside a scheme that parsers take for part of a relative path.
 */
const wholeLink = /^(https?:\/\/|mailto:|tel:)[\x21-\x7e\u00a1-\uffff]+$/i;

const lengths = /^-?\d{1,4}(\.\d{1,3})?(px|em|rem|%|pt|ex|ch)?$/;
const lengthLists = /^(-?\d{1,4}(\.\d{1,3})?(px|em|rem|%|pt)?\s*){1,4}$/;
// Names and numbers alone: no url(), no expression(), no var() can be written with these.
const colours = /^(#[0-9a-f]{3,8}|[a-z]{3,30}|rgba?\([\d\s.,%]{5,40}\)|hsla?\([\d\s.,%]{5,40}\))$/i;
const words = /^[a-z][a-z\s-]{0,40}$/i;

const borders = /^(\d{1,2}(px|pt|em)?\s+)?(none|solid|dashed|dotted|double)?(\s*(#[0-9a-f]{3,8}|[a-z]{3,20}))?$/i;

/** Layout that cannot leave its place: no position, no z-index, nothing that covers or hides. */
const styles: Record<string, RegExp[]> = {
  "background-color": [colours],
  border: [borders],
  "border-bottom": [borders],
  "border-left": [borders],
  "border-right": [borders],
  "border-top": [borders],
  "border-collapse": [words],
  color: [colours],
  "font-size": [lengths, words],
  "font-style": [words],
  "font-weight": [/^(\d{3}|[a-z]{4,7})$/i],
  "line-height": [lengths],
  "list-style-type": [words],
  margin: [lengthLists],
  "max-width": [lengths],
  padding: [lengthLists],
  "text-align": [words],
  "text-decoration": [words],
  "vertical-align": [words, lengths],
  width: [lengths],
};

const allowedTags = [
  ...["a", "abbr", "address", "b", "bdi", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup"],
  ...["dd", "del", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5"],
  ...["h6", "header", "hr", "i", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s", "samp", "section"],
  ...["small", "span", "strike", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt"],
  ...["u", "ul", "var"],
];

const options: sanitize.IOptions = {
  allowedTags,
  // Their content is not text for readers, so it goes with them.
  nonTextTags: ["script", "style", "textarea", "option", "noscript", "title", "template", "xmp", "noembed", "noframes"],
  allowedAttributes: {
    "*": ["align", "bgcolor", "dir", "lang", "style", "title", "valign"],
    a: ["href"],
    col: ["span"],
    colgroup: ["span"],
    font: ["color", "size"],
    ol: ["start"],
    table: ["border", "cellpadding", "cellspacing", "width"],
    td: ["colspan", "rowspan", "width", "height"],
    th: ["colspan", "rowspan", "width", "height"],
  },
  allowedStyles: { "*": styles },
  // A sandboxed frame cannot open them; they are there to be read and copied.
  allowedSchemes: ["http", "https", "mailto", "tel"],
  allowedSchemesAppliedToAttributes: ["href", "src", "cite", "action", "formaction", "background", "data", "poster"],
  allowProtocolRelative: false,
  disallowedTagsMode: "discard",
  enforceHtmlBoundary: false,
  // Deeper than any layout and far less than a browser's own limit; the text of what lies deeper stays.
  nestingLimit: 100,
  parseStyleAttributes: true,
  transformTags: {
    a: (_tag, { href, ...attribs }) => ({
      tagName: "a",
      attribs: { ...attribs, ...(href !== undefined && wholeLink.test(href.trim()) && { href: href.trim() }) },
    }),
    img: (_tag, { alt = "" }) => described(alt),
  },
};
