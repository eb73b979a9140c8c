import type { Risk } from "../../../contracts/understanding.ts";
import { plainRisks } from "./plain-risks.ts";
import { furtherSigns, riskPairs } from "./risk-signs.ts";

/** What only a person may decide about. Matched against folded text, sentence by sentence. */
const signs: readonly (readonly [Risk, RegExp])[] = [
  [
    "legal",
    /\b(?:lawyers?|solicitors?|attorneys?|barrister|legal (?:action|steps|advice|proceedings|department|claim)|lawsuit|sue (?:you|fernwood|the company)|small claims|(?:in|to|go to) court|ombudsman|trading standards|consumer (?:protection|association|rights act)|statutory rights|report (?:you|this) to|police|criminal (?:complaint|charges)|rechtsanwalt\w*|anwalt\w*|anwalt(?:in|lich\w*)|rechtliche\w* schritte|rechtsschutz\w*|verbraucherzentrale|verbraucherschutz\w*|(?:klage|verklage\w*|gericht(?:lich\w*)?)|strafanzeige|polizei|widerrufsrecht verweiger\w*|avocats?|tribunal|mise en demeure|huissier|advocaat|rechter|abogad[oa]s?|denuncia\w*)\b/,
  ],
  [
    "payment",
    /\b(?:charged (?:me )?(?:twice|double|again|wrongly|incorrectly|two times|three times|for)|double[- ]charged?|overcharged|(?:two|2|three|duplicate|double|wrong|unauthori[sz]ed|unknown) (?:payments?|charges?|debits?|transactions?)|chargeback|disput(?:e|ing) (?:the |this |a )?(?:charge|payment|transaction)|(?:please|can you|could you|want|need|demand|expect|like) (?:\w+ ){0,4}(?:refund|money back|reimburse\w*)|refund (?:me|my|the|order|it|this|in full)|(?:my|the) (?:refund|money) (?:has|have|hasn't|haven't|is|isn't|did|didn't|still|never|back)|(?:where is|waiting for|not (?:yet )?received) (?:my|the|a) (?:refund|money)|money back|did not order (?:this|it)|doppelt (?:abgebucht|belastet|berechnet|bezahlt)|(?:zweimal|zwei mal|mehrfach) (?:abgebucht|belastet|berechnet)|zu viel (?:abgebucht|berechnet|bezahlt)|falsch (?:abgebucht|berechnet)|(?:mein|will|mochte|verlange|fordere|bitte|gerne) (?:\w+ ){0,4}geld zuruck|geld zuruck[!.]|ruckbuchung|ruckerstattung (?:meines|des|ist|fehlt)|wo (?:bleibt|ist) (?:mein geld|meine erstattung|die erstattung)|erstatten sie|meine erstattung|rembours\w+|reembolso|(?:to|must|will you|and) refund\b|refund (?:fw|[a-z]{2,4}-?\d|\d)|(?:gone|taken|debited|withdrawn) from my (?:account|card)|(?:want|have|get) it back (?:now|today|immediately)|report (?:it|this) to my bank|(?:invoice|bill|charged?) (?:of|for|over)? ?[€$£]? ?\d+.{0,40}(?:without|instead|although|but)|gutschrift|mahnung|abgebucht obwohl|cobran? dos veces|cobrado dos veces|twee keer (?:betaald|afgeschreven)|geld terug)\b/,
  ],
  [
    "cancellation",
    /\b(?:cancel(?:l?ing|led)? (?:the|my|this|our|it|order)(?: \w+)?|i (?:want|wish|would like) to cancel|i(?: am|'m) cancell?ing|cancel it|(?:close|delete|terminate) my account|never (?:order|buy|shop) .{0,30}again|take my (?:business|money|custom)|(?:lose|lost|losing) (?:me as )?a customer|switch(?:ing)? to (?:a competitor|another|your competitor)|withdraw from (?:the|my) (?:contract|order)|storniere?n? (?:ich|sie|meine|die)?|(?:meine|die) bestellung (?:\w+ ){0,3}stornier\w*|stornier\w*|kundig(?:e|en|ung)|widerruf(?:e|en)?|(?:kunden)?konto (?:loschen|schliessen)|(?:loschen|schliessen) sie (?:bitte )?mein(?:en)? (?:kunden)?konto|(?:kaufe|bestelle) (?:\w+ )?nie wieder|cancel (?:whatever|everything|all|any)\b|no vuelvo a comprar\w*|nie wieder (?:bei|bestell)|zur konkurrenz|annul\w+ (?:ma|la) commande|cancelar (?:mi|el) pedido)\b/,
  ],
  [
    "privacy",
    /\b(?:gdpr|data protection|privacy (?:rights|request|policy violation)|personal (?:data|information)|(?:what|which) data (?:do )?you (?:have|hold|store|keep)|data (?:you|do you) (?:have|hold|store)|(?:delete|erase|remove) (?:all )?(?:my|of my) (?:\w+ )?(?:data|account|details|information)|right to be forgotten|subject access|stored (?:in|about|under|on) (?:my|me)|(?:phone number|address|email|card|date of birth) (?:that is |which is )?(?:stored|on file|in my account|you have)|change (?:the |my )?(?:delivery |shipping |email |e-mail |home |billing |postal )*(?:address|email|phone number|bank details)|(?:account|login|identity) (?:was |has been |got )?(?:hacked|stolen|compromised)|(?:someone|somebody) else (?:has|is|used|logged)|data breach|dsgvo|datenschutz\w*|personenbezogen\w*|auskunft (?:uber|nach)|meine (?:daten|personlichen daten)|(?:daten|konto) (?:loschen|loschung)|(?:liefer)?adresse (?:\w+ ){0,3}andern|rgpd|datos personales)\b/,
  ],
  [
    "safety",
    /\b(?:injur(?:y|ed|ies)|hurt (?:my|him|her|our|the child|badly|himself|herself)|(?:ended up|taken|went|gone|rushed|landed|admitted|brought|driven|drove|sent|spent|treated) [^,;]{0,40}hospital|hospital (?:because|treatment|visit|bill|bed)|in (?:the )?hospital (?:with (?:a |an |the )?(?:burn|cut|broken|wound|concuss)|after|since)|ambulance|burn(?:t|ed)? (?:my|his|her|our|down|hand|skin|finger)|caught fire|on fire|fire hazard|explo(?:de|ded|sion)|electric shock|allergic|allergy|rash|poison\w*|carbon monoxide|suicid\w*|kill (?:myself|yourself|you)|self[- ]harm|end my life|threat(?:en)?(?:ed|ing)? (?:me|us|you)|danger(?:ous)?|unsafe|recall(?:ed)?|(?:nearly|almost) (?:died|fell|drowned)|verletz\w*|(?:gelandet|eingeliefert|gebracht|musste\w*|behandelt|fuhr\w*|gefahren) [^,;]{0,40}(?:krankenhaus|klinik|spital)|(?:krankenhaus|klinik|spital) (?:\w+ ){0,3}(?:gelandet|gebracht|eingeliefert|behandelt|behandlung|gefahren)|notarzt|verbrann\w*|feuer gefangen|brandgefahr|explodiert|stromschlag|allerg\w*|vergift\w*|kohlenmonoxid|selbstmord|umbringen|gefahrlich|lebensgefahr\w*)\b/,
  ],
];

/** A question about how something works for everybody is no demand: `how do I cancel an order?` asks, it does not cancel. */
const general =
  /^(?:\W|and|also|but|und|auch|aber|if so|just|one more thing|quick question|hi|hello)*\s*(?:(?:after|within|in|until|by|from|to|nach|in|innerhalb von) (?:how|which|what|when|wie|wann|welche\w*)\b|how (?:do|can|would|long|much|many|does|soon|quickly)|what (?:happens|is|are|if)|where (?:do|can)|when (?:do|does|will|can|is)|is it (?:possible|allowed)|can (?:i|one|you still|customers|orders)|could i|may i|(?:do|will|would|should) (?:i|we|customers) (?:\w+ )?(?:get|receive|have to pay)|would (?:my|the) \w+ be|do you|does (?:it|the|fernwood)|are (?:there|your)|wie|wann|wo|kann (?:ich|man)|gibt es|darf|ist es moglich|was passiert)\b/;
const askable = new Set<Risk>(["cancellation", "payment", "privacy"]);
// Where a general question turns into somebody's own case.
const ownCase =
  /\b(?:fw-?\d+|#\d{3,}|twice|double|zweimal|doppelt|wrong|still|yet|not received|haven't|hasn't|didn't|never|noch nicht|immer noch|lawyer|refund me|my money|mein geld|please cancel|bitte stornier)|\b(?:order|bestellung) (?:no\.?|number|nr\.?)? ?\d{3,}/;

// A card tried twice was not charged twice; a link that was hit hurts nobody; `when would I have my money` claims none.
const harmless: readonly RegExp[] = [
  /\b(?:tried|try|trying|typed|entered|declined|refused) [^,;]{0,25}\btwice\b/g,
  /\b(?:said no|zweimal nicht|zwei mal nicht|(?:ging|geht|versucht|probiert|abgelehnt) [^,;]{0,15}\b(?:zweimal|zwei mal)|(?:zweimal|zwei mal) (?:\w+ )?(?:versucht|probiert|abgelehnt))\b(?: twice)?/g,
  /\bhit (?=(?:the |on )?(?:un|subscri|button|link|send|enter|order|pay|reply|submit|cancel|return|save|refresh))/g,
  /\b(?:locked|logged|signed) (?:me |myself )?out of\b/g,
];
const nextMoney = /\b(?:when|how long|wann|wie lange?)\b[^,;]{0,60}\b(?:my money|mein geld)\b/g;

/** `Before I order: how do I …`: what stands before the colon only leads to the question. */
const lead = /^[^:?]{3,120}: (?=(?:how|what|when|where|do|does|can|is|wie|wann|wo|was|kann|gibt)\b)/;

/** `Once it is back, how long …`, `or, if it does not fit, how do I …`: what stands before may lead, if it tells of no risk itself. */
const clauseBefore =
  /^(.{3,160}?)(?:[,;]| so| -) (?:and |but |or |so |und |aber |oder |also )?(?=(?:how|what|when|where|wie|wann|wo|was)\b[^,;]{0,120}$)/;

const signsIn = (text: string): readonly Risk[] => [
  ...[...signs, ...furtherSigns].filter(([, pattern]) => pattern.test(text)).map(([risk]) => risk),
  ...[...riskPairs, ...plainRisks].filter(([, one, other]) => one.test(text) && other.test(text)).map(([risk]) => risk),
];

/** The part that asks: the whole sentence, or what follows a colon or a clause without a risk of its own. */
function askedIn(sentence: string): string {
  const asked = sentence.replace(lead, "");
  const [all, before] = clauseBefore.exec(asked) ?? [];
  return all === undefined || before === undefined || signsIn(before).length > 0 || ownCase.test(before)
    ? asked
    : asked.slice(all.length);
}

/** Risks in the text. Quick to see one: a person too many is the cheaper mistake. */
export function risksIn(foldedSentences: readonly string[]): Risk[] {
  const found = new Set<Risk>();
  for (const whole of foldedSentences) {
    const sentence = harmless.reduce((text, pattern) => text.replace(pattern, " "), whole);
    const asksGenerally = general.test(askedIn(sentence)) && !ownCase.test(sentence.replace(nextMoney, " "));
    for (const risk of signsIn(sentence)) if (!(askable.has(risk) && asksGenerally)) found.add(risk);
  }
  return [...found];
}
