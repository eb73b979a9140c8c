import { fold } from "./words.ts";

// Greetings and farewells in the languages that customers write to a European shop. They carry no matter, but what
// stands between them may: so only whole formulas are taken off, and a name only where a farewell stands before it.

const hello =
  /^(?:hi|hiya|hello|hey|heya|howdy|morning|good (?:morning|afternoon|evening|day)|dear|greetings|hallo|hallochen|moin(?: moin)?|servus|gruss gott|gruezi|tach|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|bonjour|bonsoir|salut|coucou|cher|chere|hola|buenos dias|buenas(?: tardes| noches)?|ciao|salve|buongiorno|buonasera|gentile|goedemorgen|goedemiddag|goedenavond|goedendag|beste|dag|ola|bom dia|boa tarde|dzien dobry|czesc|hej|hejsan)\b/;
/** Whom people greet when they know no name. */
const greeted =
  /^(?:[ -](?:there|all|team|again|everyone|everybody|folks|guys|lads|people|both|you lot|sir|madam|or|and|to|whom|it|may|concern|zusammen|ihr|lieben|leute|liebes|kundendienst|kundenservice|fernwood|support|service|customer|damen|und|herren|an|alle|euch|a tous|tutti|allemaal|equipo|team))+(?=[\s,.!:–-]|$)/;

const farewell =
  /^(?:(?:many |much |with |so |a thousand )?(?:thanks?|thank you|thx|tnx|cheers|ta)(?: (?:a (?:lot|mill|million|bunch)|kindly|very much|so much|in advance|again|for (?:your|the) (?:help|time|reply|answer|support)))*|(?:with )?(?:(?:kind(?:est)?|best|warm(?:est)?|many|friendly|good|all) )*(?:regards|wishes|greetings|rgds)|all the best|best|yours(?: (?:sincerely|faithfully|truly|etc))?|sincerely|take care|warmly|bye|(?:mit )?(?:freundlichen?|besten?|lieben?|herzlichen?|vielen?|schonen?|sonnigen?) grusse?n?(?: aus .{2,30})?|grusse?(?: aus .{2,30})?|(?:vielen|herzlichen|besten|lieben|schonen|tausend)? ?danke?(?: (?:schon|im voraus|euch|ihnen|vorab|fur (?:die|ihre|eure) (?:hilfe|antwort|auskunft)))*|herzlich(?:st)?|mfg|lg|vg|bg|tschuss|servus|mit verbindlichen (?:grussen|empfehlungen)|cordialement|bien (?:a vous|cordialement)|merci(?: (?:beaucoup|d'avance|bien))*|bonne journee|amicalement|salutations|un abrazo|saludos(?: cordiales)?|(?:muchas )?gracias(?: de antemano)?|un saludo|atentamente|(?:grazie(?: (?:mille|in anticipo))?)|(?:cordiali|distinti) saluti|saluti|met vriendelijke groet(?:en)?|(?:hartelijke |vriendelijke )?groet(?:en|jes)?|(?:alvast )?(?:bedankt|dank(?: je| u)?(?: wel)?)|mvg|obrigad[oa]|abracos|pozdrawiam|dziekuje|hilsen|mvh)\b/;
const device =
  /^(?:(?:sent|written|typed) (?:from|on|with|by|via) .{2,40}|gesendet (?:von|mit) .{2,60}|envoye de .{2,40}|enviado desde .{2,40}|inviato da .{2,40}|verstuurd vanaf .{2,40}|get outlook for .{2,20})$/;

const particle = /^(?:van|von|de|der|den|da|di|la|le|del|du|zu|al|bin|o|mc|ni|nic|the|und|and|&)$/i;
const roman = /^\p{Lu}[\p{L}'’.-]*$/u;
const longestName = 5;
const withoutKisses = (line: string): string => line.replace(/(?<=\p{L}) [xX]{1,4}\s*$/u, "");

/** A line that may be the name of who writes: few words, each put as names are. */
const isName = (whole: string): boolean => {
  const line = withoutKisses(whole);
  const words = line.replace(/[,()]/g, " ").trim().split(/\s+/);
  return (
    words.length <= longestName &&
    !/[\d?!:;@]/.test(line) &&
    words.every((word) => roman.test(word) || particle.test(word)) &&
    words.some((word) => roman.test(word))
  );
};

/** The customer's words without the greeting before and the farewell, name and device line behind them. */
export function withoutCourtesies(words: string, isOpen: (text: string) => boolean): string {
  return withoutGreeting(withoutFarewell(words, isOpen));
}

const longestGreeting = 90;

/** `Hello`, `Hi there,`, `Dear Ms Reid,`: also without a comma, when the sentence goes straight on. */
function withoutGreeting(words: string): string {
  const text = words.trimStart();
  const beginning = text.slice(0, longestGreeting);
  const plain = fold(beginning);
  const found = hello.exec(plain);
  // Folding may change lengths (`ß`): then nothing can be cut safely.
  if (found === null || plain.length !== beginning.length) return text;
  const whom = greeted.exec(plain.slice(found[0].length))?.[0] ?? "";
  const after = found[0].length + whom.length;
  const bare = /^[\s,.!:–-]*/.exec(plain.slice(after))?.[0].length ?? 0;
  const [named = ""] = /^[ ]?[^,.!?:;\n]{0,40}[,!:\n]\s*/.exec(text.slice(after)) ?? [];
  if (named !== "" && isName(named.replace(/[,!:\n]\s*$/, "").trim())) return text.slice(after + named.length);
  // `dear` and `beste` alone greet nobody, and `hey` may be all there is.
  if (/^(?:dear|lieb|sehr|cher|gentile|beste|dag)/.test(found[0]) && whom === "") return text;
  return text.slice(after + bare);
}

const saysNothing = (line: string): boolean => line === "" || /^[-_*=~–—]{1,20}$/.test(line) || device.test(fold(line));

/** Cuts from a line that says farewell to the end, when nothing but names and devices follows it. */
function withoutFarewell(words: string, isOpen: (text: string) => boolean): string {
  const lines = words.trimEnd().split("\n");
  let end = lines.length;
  for (let at = lines.length - 1; at >= Math.max(0, lines.length - 8); at--) {
    const line = (lines[at] ?? "").trim();
    if (saysNothing(line)) {
      end = at;
      continue;
    }
    const before = farewellAt(line, isOpen);
    if (before !== undefined) return [...lines.slice(0, at), before].join("\n").trimEnd();
    if (!isName(line) || isOpen(line)) break;
    // A name alone at the end, below what was said.
    if (at > 0 && end === lines.length && /[.?!…]["')\]]*$/.test(saidAbove(lines, at))) end = at;
  }
  return lines.slice(0, end).join("\n").trimEnd();
}

const saidAbove = (lines: readonly string[], at: number): string =>
  lines
    .slice(0, at)
    .findLast((line) => line.trim() !== "")
    ?.trim() ?? "";

// `cheers jake`; `greetings from sunny Kerry`.
const smallName = /^\p{Ll}{3,12}$/u;
const whence = /^(?:(?:and )?(?:greetings|regards|grüße|gruß) )?(?:from|aus|from across) [^,.!?]{2,24}$/iu;

/** What stands in the line before its farewell; undefined when it says none, or says more than that. */
function farewellAt(line: string, isOpen: (text: string) => boolean): string | undefined {
  const starts = [0, ...[...line.matchAll(/[.!?…:)]\s+|,\s+|\s[-–]\s/g)].map((mark) => mark.index + mark[0].length)];
  for (const start of starts) {
    const tail = line.slice(start);
    const found = farewell.exec(fold(tail));
    if (found === null) continue;
    const rest = tail.slice(found[0].length).replace(/^[\s,.!:;–)-]+/, "");
    const name = rest.replace(/[.!\s]+$/, "");
    const alone = rest === "" || isName(name) || smallName.test(name) || whence.test(name) || device.test(fold(rest));
    if (alone && !isOpen(rest)) return line.slice(0, start).trimEnd();
  }
  return undefined;
}
