import { asksIndirectly, startsAsking } from "../../text/asking.ts";
import { sentencesOf } from "../../text/sentences.ts";
import { fold } from "../../text/words.ts";

const asker =
  "(?:how|what|when|where|which|who|why|can|could|may|must|do|does|did|is|are|will|would|should|if (?=[^?]{3,60}, (?:how|what|when|where|can|do|does|is|will))|wie|was|wann|wo|woher|welche[rsmn]?|wer|warum|kann|konnen|darf|muss|gibt|ist|sind|haben|hat|kostet|kosten|geht|nimmt|nehmt|nehmen|bekomme|falls|wenn)";
/** Where a second question begins inside a sentence: after `and`, a dash, a semicolon, or a comma before a question word. */
const next = new RegExp(
  `(?:,?\\s+(?:and|und|plus|sowie)\\s+|\\s+[-–—]\\s+|;\\s+|,\\s+(?=(?:how|what|when|where|which|why)\\b|(?:do|does|can|could|should|will|would|is|are|must|may) (?:i|we|you|it|there|they|my)\\b))(?=(?:also |auch |then |dann |secondly |zweitens )?(?:${asker}|whether|if|ob)\\b)`,
  "giu",
);
/** `or is there` goes on asking the same; nothing is parted there. */
const shortest = 3;

/** Two questions in one sentence are two questions; each later one keeps those before it, as what it goes on from. */
export function parted(whole: string): string[] {
  const question = direct(whole);
  const context = sentencesOf(question);
  const asked = context.pop() ?? question;
  if (!question.endsWith("?") && !startsAsking.test(fold(asked))) return [whole];
  const pieces = piecesOf(asked);
  if (pieces.length < 2) return [whole];
  const lead = context.join(" ");
  const questions = pieces.map((piece) => `${piece.replace(/[?,;\s]+$/, "")}?`);
  return questions.map((piece, at) => [lead, ...questions.slice(0, at), piece].filter((part) => part !== "").join(" "));
}

const wantsToKnow =
  /^(?:.{0,20}\b(?:wondering|(?:tell|let) me(?: know)?|like to (?:know|ask)|interessieren|(?:wollte|möchte) (?:\p{L}+ ){0,3}(?:fragen|wissen)|(?:mir|uns) (?:\p{L}+ ){0,2}(?:sagen|mitteilen|verraten)),? )((?:how|what|when|where|which|who|whether|if|wie|was|wann|wo|welche\p{L}?|ob)\b.*)$/isu;
const secondly =
  /,?\s+(?:and|und)\s+(?:also |auch )?(?:whether|if|ob|how|what|when|where|wie|was|wann|wo)\s+\p{L}+\s+\p{L}+/iu;

/** `I was wondering how …, and whether …`: what is wanted to be known, put as questions; anything else as it stands. */
function direct(whole: string): string {
  const sentences = sentencesOf(whole);
  const last = sentences.pop() ?? whole;
  const [, core] = asksIndirectly(last) || /interessieren/i.test(last) ? (wantsToKnow.exec(last) ?? []) : [];
  if (core === undefined || !secondly.test(core)) return whole;
  return [...sentences, `${core.replace(/[.?!\s]+$/, "")}?`].join(" ");
}

function piecesOf(asked: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const mark of asked.matchAll(next)) {
    const piece = asked.slice(start, mark.index);
    const rest = asked.slice(mark.index + mark[0].length);
    // Matched on the text itself: the words that ask have no accents in it, `können` apart.
    if ([piece, rest].some((part) => part.split(/\s+/).length < shortest) || !asksSomewhere(piece)) continue;
    pieces.push(piece);
    start = mark.index + mark[0].length;
  }
  return [...pieces, asked.slice(start)];
}

const asksBehind =
  /[,:] (?:then |so |dann |und )?(?:how|what|when|where|which|who|can|could|do|does|is|are|will|would|must|wie|was|wann|wo|kann|darf|muss|gibt|ist|kostet)\b/;
/** Also `if the size is wrong, can I swap it`: the question stands behind the condition. */
const asksSomewhere = (piece: string): boolean => {
  const folded = fold(piece).trim();
  return (
    startsAsking.test(folded) ||
    (/^(?:if|whether|ob|when|falls|wenn|sollte|should|so)\b/.test(folded) && asksBehind.test(folded))
  );
};

const purpose =
  /^(.{12,200}?),\s+((?:(?:as |because |since )?(?:i|we) )?(?:need|want|require) (?:it|this|that|them|one)\b[^?]{3,80}|(?:it is|it's|this is|they are|they're) (?:all )?(?:for|meant)\b[^?]{3,80}|(?:ich |wir )?(?:brauche|brauchen|benotige|benötige) (?:es|sie|ihn|das|die|den)\b[^?]{3,80})[?.]?$/iu;

/** `Where do I get it, need it for my employer`: what it is wanted for is told, not asked. */
function purposeFirst(sentence: string): string {
  const [, asking, telling] = purpose.exec(sentence) ?? [];
  if (asking === undefined || telling === undefined || !startsAsking.test(fold(asking))) return sentence;
  return `${telling.charAt(0).toUpperCase()}${telling.slice(1)}. ${asking.charAt(0).toUpperCase()}${asking.slice(1)}?`;
}

const told = new RegExp(
  `^([^?]{12,200}?)(?:,|\\s[-–—]|;|:)\\s+(?:and |so |but |und |also |aber )?((?:${asker})\\b[^,]{6,}\\?)$`,
  "iu",
);

/** `I picked the wrong size, how do I swap it?` tells something, then asks: as two sentences. */
export function toldThenAsked(sentence: string): string {
  const [, telling, asking] = told.exec(sentence) ?? [];
  if (telling === undefined || asking === undefined) return purposeFirst(sentence);
  const folded = fold(telling);
  if (
    startsAsking.test(folded) ||
    /^(?:if|when|once|after|before|should|as|since|because|falls|wenn|sobald|nachdem|da|weil|sollte|in|at|for|bei|fur)\b/.test(
      folded,
    )
  )
    return sentence;
  return `${telling}. ${asking.charAt(0).toUpperCase()}${asking.slice(1)}`;
}
