import { fold } from "./words.ts";

const indirectly =
  /\b(?:(?:please |could you |can you |kindly )?(?:tell me|let me know|advise|explain|confirm|clarify|inform me|help me|send me|provide|point me)|(?:i )?(?:want(?:ed|s)?|would (?:\w+ )?like|'d (?:\w+ )?like|need|love|hoping|trying) (?:also )?to (?:also )?(?:know|ask|hear|find out|understand|check|learn)|(?:asks?|asking|wonders?) (?:\w+ )?(?:whether|if|how|what|when|where|which)|(?:was |am |'m )?wondering|i (?:do not|don't|cannot|can't) (?:know|find|see|figure|understand|work out|remember|log|sign|access|get)|my question is|question(?:s)? (?:is|are|about|regarding)|not sure (?:how|what|if|whether|which|when|where)|any (?:idea|chance|advice|news|update)|please (?:can|could|would)|is there any|(?:i am|i'm|we are|we're) (?:just |simply )?(?:curious|checking|interested)(?: to know| to hear)?,? (?:if|whether|how|what|when|where|about)|(?:be|am) interested to (?:know|hear|learn))\b/;
const indirectlyGerman =
  /\b(?:(?:bitte )?(?:sagen|teilen|erklaren|schicken|senden|nennen|geben|bestatigen|informieren|helfen) sie|konnten sie|konnen sie|wurden sie|(?:ich )?(?:mochte|wollte|will|wurde gerne?|hatte gerne?) (?:\w+ ){0,4}(?:wissen|fragen|erfahren)|(?:fragt|fragen) (?:\w+ ){0,2}(?:ob|wie|was|wann|wo|welche)|frage mich|wurde (?:mich|uns) (?:\w+ )?interessieren|(?:mich|uns) (?:wurde |hatte )?(?:\w+ )?interessier(?:en|t)|wusste[n]? (?:ich |wir )?gerne?|meine frage|frage zu|weiss nicht|bin (?:mir )?nicht sicher|finde (?:\w+ ){0,3}nicht|kann (?:\w+ ){0,4}nicht|bitte um (?:info|auskunft|antwort|mitteilung|hilfe|ruckmeldung))\b/;
/** How a sentence begins that asks. Matched against folded text. */
export const startsAsking =
  /^(?:and |also |but |so |or |then |und |aber |ausserdem |ferner )*(?:(?:until|till|since|from|after|for|within|by|in|at|to|on|with|bis|seit|ab|nach|mit|auf|fur|von|zu|aus|innerhalb von) (?=(?:when|what|which|how|whom|wann|wie|wo|welche[rsmn]?|was|wem)\b))?(?:how|hows|what|whats|when|whens|where|wheres|which|who|whom|whose|why|can|could|may|might|must|do|does|did|is|are|was|were|will|would|should|shall|has|have|wie|was|wann|wo|woher|wohin|welche[rsmn]?|wer|warum|wieso|kann|konnen|konnte|konnten|darf|gibt|ist|sind|haben|hat|bieten|liefern|verkaufen|muss|darf|geht|nehmt|nehmen|nimmt|kostet|quel|quelle|comment|combien|quand|est-ce|pouvez|cuanto|cuando|como|donde|puedo)\b/;
// `how do i`, `can you`, `where is my`: the order of words that asks even without its mark.
const questionOrder =
  /^(?:and |also |but |so |und |aber )*(?:(?:hows|whats|whens|wheres|how|what|when|where|which|why|wie|was|wann|wo|welche\w?|warum)\b.{0,40}\b(?:the|your|my|a|do|does|did|can|could|is|are|will|would|should|long|much|many|kann|ist|sind|lange|viel|muss|kommt|bekomme)\b|(?:can|could|do|does|may|is|are|will|would|should|kann|konnen|darf|gibt|ist|haben|bieten|liefern) (?:i|we|you|it|there|this|the|my|ich|wir|sie|man|es|das|die|der|mein\w*)\b)/;

/** Whether the sentence is put as a question, with or without its mark. */
export function putsAQuestion(text: string): boolean {
  const folded = fold(text).trim();
  if (/\?[?!]*["'”)»\]]*$/.test(text))
    return !/^(?:how are you|how's it going|wie geht|alles gut)\b.{0,30}\?/.test(folded);
  return (
    startsAsking.test(folded) &&
    folded.length > 12 &&
    /\b(?:i|we|you|u|my|your|it|the|ich|wir|sie|man|ihr|euch|die|das|der)\b/.test(folded) &&
    !text.endsWith("!") &&
    questionOrder.test(folded)
  );
}

/** `Please tell me how …`, `I was wondering whether …`: a statement that wants to know. */
export function asksIndirectly(text: string): boolean {
  const folded = fold(text).trim();
  return indirectly.test(folded) || indirectlyGerman.test(folded);
}

const asksAgain =
  /(?<!\b(?:know|out|me|see|check|tell|say|sure|whether|if|or) )\b(?:how (?:many|much|long)(?: \w+)? (?:is|are|does|do|can|will)|(?:will|can|do|does) (?:i|you|u|it|there|we|they))\b/g;
const wordsBefore = 4;

/** `How do I get off your list will I still hear when my parcel comes`: two questions that nothing parts. */
export function asksTwice(sentence: string): boolean {
  const folded = fold(sentence).trim();
  return (
    startsAsking.test(folded) &&
    [...folded.matchAll(asksAgain)].some(({ index }) => folded.slice(0, index).trim().split(/\s+/).length > wordsBefore)
  );
}
