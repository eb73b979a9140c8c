import { isLightWord } from "../../text/stop-words.ts";
import { isPlace, isThing, placesIn, synonymsOf } from "../../text/synonyms.ts";
import { termsOf } from "../../text/terms.ts";
import { fold } from "../../text/words.ts";
import { feelingOf } from "../mood/lexicon-pass.ts";
import { angrySigns } from "../mood/signs.ts";
import { isHarmlessWord } from "./harmless-words.ts";

/** Somebody's own life: who they are, where they go, what they plan, what they like. What happened to goods never is. */
const person: Readonly<Record<string, string>> = {
  en: "(?:i|we|he|she|(?:my|our) (?:(?:little|older|younger|eldest|dear|late|own|old) )?(?:husband|wife|partner|boyfriend|girlfriend|son|daughter|sister|brother|mother|father|mum|mom|dad|parents|family|kids|children|nephew|niece|uncle|aunt|cousin|friend|friends|grandson|granddaughter|grandmother|grandfather|colleague|boss|team|club|mate)(?:(?:,? and) (?:i|my \\w+))?)",
  de: "(?:ich|wir|er|sie|(?:mein|meine|unser|unsere) (?:\\w+ )?(?:mann|frau|partner|partnerin|freund|freundin|sohn|tochter|schwester|bruder|mutter|vater|eltern|familie|kinder|neffe|nichte|onkel|tante|oma|opa|enkel|enkelin|kollege|kollegin|chef|verein|gruppe)(?: und (?:ich|meine? \\w+))?)",
};
const doing: Readonly<Record<string, string>> = {
  en: "(?:(?:am|are|is|'m|'re|'s|was|were) (?!not\\b)(?:\\w+ ){0,2}?(?:going|doing|planning|travelling|traveling|heading|moving|visiting|walking|hiking|climbing|cycling|leaving|off|turning|getting|organi[sz]ing|preparing|training|retired|retiring|living|working|studying|staying|about to|due|hoping|looking forward|thinking|a (?:big |great |keen |new |regular |total |complete |bit of a )*(?:\\w+)|an? \\w+|\\d{1,2}|new to|keen|old|from|based|in my|in our)|(?:start|go|plan|live|work|study|travel|leave|love|like|enjoy|walk|hike|camp|climb|prefer|turns?|goes|lives|works|studies|loves|likes|plans|run|volunteer|coach|teach|commute|collect|get paid|celebrate)\\b|(?:will|shall|'ll) (?!need|return|not|never)(?:be |soon )?(?:\\w+)|(?:would|'d) (?:like|love|rather|prefer)|(?:have been|'ve been) (?!waiting|charged|trying|told|sent|refused|ignored|locked)(?:\\w+ing)|(?:want|need) (?:it|this|that|them|one|something) (?:for|as) |(?:have|'ve|has|had) (?:my|our|his|her|an?) (?:eye|heart|trip|holiday|tour|race|birthday|wedding|big trip|long walk))",
  de: "(?:(?:fahre?n?|plane?n?|wandern?|reise?n?|wohne?n?|lebe?n?|arbeite?n?|studiere?n?|gehe?n?|mochten?|wollen|will|wurden?|uberlege?n?|freue?n?|starte?n?|ziehe?n?|mache?n?|feiern?|werden?|heirate?n?|liebe?n?|mag|mogen|suche?n?|verreise?n?|brauche?n?|fliege?n?|kaufe?n?|bezahle?n?|zahle?n?|bestelle?n?|wird|wunscht|tragt|sind|bin|ist) )",
};
const lead: Readonly<Record<string, string>> = {
  en: "(?:(?:and|so|also|well|as|since|because|now|just|actually|by the way|next \\w+|this \\w+|in \\w+|for \\w+|before i order|soon|here|there)[, ]+)*",
  de: "(?:(?:und|also|da|weil|nun|jetzt|ubrigens|im \\w+|am \\w+|nachste\\w* \\w+|demnachst|bald|bevor)[, ]+)*",
};
const frames = new Map(
  Object.keys(person).map((language) => [
    language,
    new RegExp(
      language === "de"
        ? `^${lead[language]}(?:${person[language]} (?:\\w+ ){0,2}?${doing[language]}|${doing[language]}${person[language]}\\b)`
        : `^${lead[language]}(?:${person[language]}(?: |(?=')))(?:\\w+ ){0,2}?${doing[language]}|^${lead[language]}(?:need|want) (?:it|this|them|one) (?:for|as)\\b`,
    ),
  ]),
);

// What went wrong, what is not, what is asked of us, and what happened to goods.
const matter =
  /\b(?:not|no|never|nothing|nobody|none|without|cannot|can't|won't|n't|but|only|however|although|despite|still|wrong|mistake|problem|trouble|must|unless|until|expired?|stolen|lost|refused|allerg\w*|disab\w*|wheelchair|pregnan\w*|minor|under ?age|bankrupt\w*|judges?|journalis\w*|press|reporters?|bloggers?|influencers?|inspectors?|police\w*|reading along|(?:love|like|enjoy) (?:how|that|when|the way|it when)|burst\w*|snap\w*|t[eo]re?n?|rip\w*|leak\w*|fell|fall\w* (?:apart|off)|melt\w*|rust\w*|mould\w*|fad(?:ed|ing)|shr[aiu]nk\w*|crack\w*|split|worn out|richter\w*|journalist\w*|presse|polizei|lese?n mit|liest mit|liebe es|gerissen|gebrochen|geplatzt|undicht|rostet|schimmel\w*|broke\w*|damag\w*|cancel\w*|return\w*|refund\w*|claim\w*|complain\w*|exchang\w*|warranty|nicht|kein\w*|nie|niemand|nichts|ohne|aber|jedoch|obwohl|trotz|noch immer|falsch\w*|fehl\w*|problem|muss|mussen|kaputt\w*|defekt\w*|beschadigt\w*|storn\w*|zuruck\w*|umtausch\w*|reklam\w*|schwanger|behindert|rollstuhl|minderjahrig)\b|n't\b/;
const ofUs = /\b(?:you|your|yours|fernwood|sie|ihr|ihre[nmrs]?|ihnen|euch|euer|eure[nmrs]?)\b/;
const politelyOfUs =
  /\b(?:(?:order|buy|shop|get|order something)\w*(?: \S+){0,4} (?:from|with) you|thank you|bei (?:ihnen|euch)|your shop|bei ihnen im shop)\b/g;
const longest = 40;

/** `I am moving to Brazil`: where somebody is may decide, unless the question itself says which place it is about. */
const namesAPlace =
  /\b(?:in|to|from|near|at|across|nach|aus|bei|auf) (?:(?:the|die|der|den|dem) )?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember)\p{L}*)\p{Lu}\p{L}+/gu;

/**
 * Whether the sentence only tells of somebody's own life, so that no article could depend on it: it is put as such, and
 * every word of it that some article uses (`heard`) is one that the answer takes up or nobody has to react to.
 */
export function isCircumstance(
  sentence: string,
  language: string,
  {
    heard,
    asked,
    answered,
  }: { readonly heard: (term: string) => boolean; readonly asked: string; readonly answered: string },
): boolean {
  const folded = fold(sentence).trim();
  const frame = frames.get(language);
  if (frame === undefined || !frame.test(folded) || folded.split(/\s+/).length > longest) return false;
  if (/\d{3,}|[@#€$£]|\b[a-z]+-\d/.test(folded) || matter.test(folded)) return false;
  if (ofUs.test(folded.replace(politelyOfUs, " "))) return false;
  if (feelingOf(sentence, language).score < -0.05 || angrySigns(sentence).length > 0) return false;
  const named = placesIn(asked, language).length > 0 ? [] : [...sentence.matchAll(namesAPlace)];
  if (named.some(([place]) => placesIn(place, language).length === 0)) return false;
  const takenUp = new Set(termsOf(answered, language));
  return termsOf(sentence, language).every(
    (term) =>
      takenUp.has(term) ||
      isLightWord(term, language) ||
      isHarmlessWord(term, language) ||
      isThing(term, language) ||
      synonymsOf(term, language).some((other) => takenUp.has(other)) ||
      !(heard(term) || isPlace(term, language) || synonymsOf(term, language).some(heard)),
  );
}
