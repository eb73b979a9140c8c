import { colourOf } from "./html-colours.ts";
import { htmlTokens, voidElements } from "./html-tokens.ts";
import { labels } from "./quote-words.ts";

// Outlook marks nothing of what it quotes, and people type their answers between the lines of it. What is theirs there can
// only be told when they say so above, and then by its colour or by the name in brackets that Outlook can put before it.

/** `See my answers below in red`, in the languages that customers write; looked for in their own words alone. */
const announcement =
  /(?:see|find|please|my|with|added|put|wrote|written) .{0,40}\b(?:answers?|comments?|replies|repl(?:y|ied)|responses?|remarks?|notes)\b.{0,30}\b(?:below|in ?-?line|in (?:red|blue|green|purple|bold|the text)|within|underneath)\b|\b(?:answers?|answered|comments?|replies|replied|responses?|responded|see|as)\b.{0,20}\b(?:below|in ?-?line|underneath)\b[\s,]{0,3}(?:in (?:red|blue|green|purple|bold|the text))?|\b(?:antwort|kommentar|anmerkung|ergänzung)\w{0,3}\b.{0,40}\b(?:unten|im text|inline|in rot|in blau|in grün|rot markiert|darunter)|\bsiehe (?:weiter )?unten\b|\b(?:réponses?|commentaires?|remarques?|répondu)\b.{0,40}(?:ci-dessous|plus bas|dans le texte|dans le corps|en (?:rouge|bleu|vert))|\b(?:respuestas?|comentarios?|respond[oí])\b.{0,40}\b(?:abajo|a continuación|en (?:rojo|azul|verde|el texto))|\b(?:rispost[ae]|commenti|rispondo)\b.{0,40}\b(?:sotto|di seguito|nel testo|in (?:rosso|blu|verde))|\b(?:respostas?|comentários?)\b.{0,40}\b(?:abaixo|a vermelho|em vermelho|em azul|no texto)|\b(?:antwoord(?:en)?|opmerking(?:en)?|reactie)\b.{0,40}\b(?:hieronder|onder|in (?:het )?rood|in (?:het )?blauw|in de tekst)|\b(?:odpowied\p{L}{1,4}|komentarz\p{L}{0,3})(?![\p{L}]).{0,40}(?:poniżej|na czerwono|w tekście)|\bsvar\w{0,3}\b.{0,40}\b(?:nedan|nedenfor|i (?:rött|rødt|texten|teksten))/iu;

export const saysAnswersBelow = (words: string): boolean => announcement.test(words.slice(0, 2000));

const mostAnswers = 100;

/** Answers in what is quoted below a header: the coloured pieces of the HTML, else lines of the text that begin with a name in brackets. */
export function answersBelow(html: string, text: string): string[] {
  const coloured = colouredPieces(html);
  const answers = coloured.length > 0 ? coloured : namedLines(text);
  return answers.slice(0, mostAnswers);
}

const namedLines = (text: string): string[] =>
  [...text.matchAll(/^\s*\[\p{Lu}[\p{L} .'-]{1,40}\][ \t]*(\S.*)$/gmu)].map(([, said]) => (said ?? "").trim());

const blocks = new Set("p div br li tr td h1 h2 h3 h4 h5 h6 blockquote table".split(" "));

/** Texts in a bright colour, link texts apart, behind the first `From:` of a quoted header. */
function colouredPieces(html: string): string[] {
  const pieces: string[] = [];
  let quoted = false;
  let piece = "";
  for (const { text, isBright: bright, breaks } of painted(html)) {
    quoted ||= isSenderLabel(text);
    if (quoted && bright) piece += text;
    if (!breaks) continue;
    pieces.push(plain(piece));
    piece = "";
  }
  return [...pieces, plain(piece)].filter((each) => each !== "");
}

interface Painted {
  readonly text: string;
  readonly isBright: boolean;
  /** A block begins or ends here: what follows belongs to another piece. */
  readonly breaks: boolean;
}

/** The texts and block ends of HTML, with the colour that their elements give them. */
function* painted(html: string): Generator<Painted> {
  const open: { readonly name: string; readonly bright: boolean }[] = [];
  for (const token of htmlTokens(html)) {
    const bright = open.at(-1)?.bright === true;
    if (token.kind === "text") yield { text: token.raw, isBright: bright, breaks: false };
    if (token.kind === "text" || token.kind === "comment") continue;
    if (blocks.has(token.name)) yield { text: "", isBright: false, breaks: true };
    if (token.kind === "close") endElement(open, token.name);
    else if (!voidElements.has(token.name) && open.length < deepest)
      open.push({ name: token.name, bright: brightness(token.name, token.attributes) ?? bright });
  }
}

function endElement(open: { readonly name: string }[], name: string): void {
  const at = open.findLastIndex((element) => element.name === name);
  if (at >= 0) open.splice(at);
}

// Beyond it nothing is told apart any more; an email of a person is some ten elements deep.
const deepest = 200;

const isSenderLabel = (text: string): boolean =>
  /[:：]\s*$/u.test(text.slice(0, 40)) &&
  labels.get(
    text
      .trim()
      .replace(/\s*[:：]$/u, "")
      .toLowerCase(),
  ) === "from";

/** How far apart red, green and blue are, of 255: greys of signatures and the dark blue of headings stay below. */
const leastSpread = 100;

/** Undefined where an element says nothing of its text's colour. */
function brightness(name: string, attributes: ReadonlyMap<string, string>): boolean | undefined {
  if (name === "a") return false;
  const given =
    /(?:^|[;\s])color\s*:\s*([^;]{1,100})/i.exec(attributes.get("style") ?? "")?.[1] ?? attributes.get("color");
  if (given === undefined) return undefined;
  const colour = colourOf(given);
  return typeof colour === "object" && Math.max(...colour) - Math.min(...colour) > leastSpread;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };
const plain = (raw: string): string =>
  raw
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => entities[name] ?? "")
    .replace(/\s+/g, " ")
    .trim();
