import { fold } from "./words.ts";

/** Small change of politeness inside an email, by language: a sentence made of it wants no answer. Matched folded. */
const phrases: readonly RegExp[] = [
  // Asking leave, and announcing that something will be asked.
  /\b(?:i (?:just )?(?:have|had|got)|just|here is|here's|there is|there's|only)? ?(?:a|an|one|two|three|another|some|my|few|couple|the)(?: (?:few|couple|of|more|other|further|small|little|quick|short|brief|silly|stupid|simple|general|last|final|urgent))* (?:questions?|queries|query|things?|enquiry|inquiry|thing to ask)(?: (?:for you|please|about (?:this|that|it)|before i (?:order|buy|decide)|if i may|if you don't mind))*\b/,
  /\b(?:can|could|may|might) i (?:just )?(?:ask|trouble|bother) (?:you|something|a question)(?: (?:something|with (?:a|one) (?:quick )?question))?\b/,
  /\b(?:quick|short|small|simple|silly|general) (?:question|query|one|thing)\b/,
  /\b(?:hope|hoping|trust) (?:that )?(?:you|this|all|everyone|everything|your)\b.{0,40}\b(?:well|good|fine|great|finds you|day|week|weekend|help|right (?:place|person|address|people))\b/,
  /\b(?:sorry|apologies|forgive me|pardon) (?:to|for|if)\b.{0,60}\b(?:bother|disturb|trouble|asking|question|ask|english|mistakes|obvious|silly|stupid|website|site|answered|length|long)\w*\b/,
  /\b(?:i|we)?(?: have| 've)?(?: already)? ?(?:looked|searched|checked|read|browsed|been)\b.{0,40}\b(?:website|site|faq|faqs|page|pages|help|homepage|everywhere|through)\b/,
  /\b(?:but )?(?:i|we)? ?(?:could|can|did|do)(?:n't| not|not)? (?:really )?(?:find|see|spot|work out|figure out|locate)\b.{0,30}\b(?:this|that|it|anything|answer|information|info|anywhere|website|site|faq|page)\b/,
  /\b(?:maybe|perhaps) i(?: have|'ve)? (?:just )?(?:missed|overlooked) it\b/,
  /\b(?:looking forward|look forward)\b.{0,60}/,
  /\b(?:no (?:rush|hurry|bother|worries|problem|stress|pressure)|not urgent|whenever (?:you|suits|it suits).{0,30}|take your time|in your own time)\b/,
  /\b(?:any|your|some) (?:help|info|information|advice|answer|reply|pointers?)\b.{0,30}\b(?:appreciated|grateful|welcome|great|good|helpful|thank\w*)\b/,
  /\b(?:thanks?|thank you|cheers|many thanks)\b.{0,60}\b(?:advance|help|time|reply|answer|reading|patience|efforts?|trouble|everything|support|that|again|million|mill|lot|much)\b/,
  /\b(?:(?:i )?(?:would|i'd) (?:be|appreciate)|be (?:so )?(?:grateful|thankful|glad|happy))\b.{0,60}\b(?:help|answer|reply|know|you|hear)\b/,
  /\b(?:have|enjoy|wish you|wishing you) (?:a |an |the |your )?(?:very )?(?:nice|lovely|good|great|wonderful|pleasant|fine|relaxing|happy)\b.{0,30}/,
  /\b(?:that's|that is|this is|it's) (?:it|all|everything)(?: (?:for now|from me|i (?:need|wanted)(?: to know)?))?\b/,
  /\b(?:just|only|simply|merely) (?:curious|wondering|asking|checking|being nosy|making sure|want(?:ed)? to (?:be sure|make sure|check|ask))\b/,
  /\b(?:please )?(?:let me know|get back to me|drop me a line|write back)(?: (?:please|soon|when you can|if (?:you|that).{0,20}))?\b/,
  /\b(?:keep up the good work|all good|no offen[cs]e|just kidding|haha+|lol|hihi|hehe|fingers crossed)\b/,
  // German.
  /\b(?:ich |wir )?(?:habe|hatte|haben|hatten|hab|mochte|nur|noch|mal)?(?: da| noch| mal| nur| kurz| gerne| eben| schnell)*(?: eine?| zwei| drei| ein paar| einige| meine)(?: (?:kurze|kleine|schnelle|allgemeine|einfache|letzte|weitere|blode|dumme|ganz))* (?:fragen?|anliegen|sachen)(?: (?:an sie|an euch|zu ihrem shop|zum thema|dazu|vorab|vor (?:dem|meinem) kauf))*\b/,
  /\b(?:kurze|kleine|schnelle|einfache|allgemeine) frage\b/,
  /\b(?:ich )?hoffe\b.{0,40}\b(?:gut|helfen|richtig|geht)\b/,
  /\b(?:entschuldig\w*|sorry|verzeihung|verzeihen sie)\b.{0,60}\b(?:storung|frage|stor\w*|deutsch|fehler)\b/,
  /\b(?:auf (?:der|ihrer|eurer) (?:webseite|website|seite|homepage)|in (?:den|ihren|euren) (?:faq|faqs|hilfeseiten))\b.{0,60}\b(?:nichts|nicht)(?: dazu| daruber)? (?:gefunden|finden|entdeckt|gesehen)\b/,
  /\b(?:ich )?(?:habe|konnte|finde)\b.{0,30}\b(?:nichts|keine (?:antwort|info|angabe|information\w*))(?: (?:dazu|daruber|hierzu))?(?: (?:gefunden|finden|entdeckt))?\b/,
  /\b(?:ich )?(?:freue mich|wurde mich freuen)\b.{0,60}/,
  /\b(?:es )?(?:eilt nicht|ist nicht eilig|hat zeit|keine eile|kein stress)\b/,
  /\b(?:vielen|herzlichen|besten|lieben|schonen|tausend)? ?dank\w*\b.{0,50}\b(?:voraus|hilfe|antwort|muhe|zeit|auskunft|vorab|schon mal|schonmal|ruckmeldung)\b/,
  /\b(?:einen?|ein|noch einen?|euch|ihnen)? ?(?:schonen?|guten?|angenehmen?|schones|sonnigen?) (?:tag|abend|woche|wochenende|nachmittag|start)\b.{0,30}/,
  /\b(?:das (?:war's|wars|ist alles)|nur (?:so )?(?:aus interesse|neugierig|zur sicherheit))\b/,
  // French, Spanish, Italian, Dutch.
  /\b(?:j'ai|j'aurais|juste)? ?(?:une|deux|quelques) (?:petites? )?questions?\b|\bmerci (?:d'avance|beaucoup|pour votre (?:aide|reponse))\b|\bbonne (?:journee|soiree)\b|\bdans l'attente de votre reponse\b/,
  /\b(?:tengo )?(?:una|dos|unas) (?:pequenas? )?(?:preguntas?|dudas?|consultas?)\b|\b(?:muchas )?gracias (?:de antemano|por (?:su|vuestra|la) (?:ayuda|respuesta))\b|\bque (?:tengan|tenga) (?:un )?buen dia\b/,
  /\b(?:avrei|ho|solo)? ?(?:una|due|alcune) (?:piccola |breve )?domand[ae]\b|\bgrazie (?:mille|in anticipo|per (?:l'aiuto|la risposta))\b|\bbuona giornata\b/,
  /\b(?:ik heb )?(?:een|twee|nog een) (?:korte |kleine )?vra(?:ag|gen)\b|\b(?:alvast )?bedankt(?: voor (?:de|uw|jullie) (?:hulp|antwoord|moeite))?\b|\bfijne dag\b/,
];

/** The sentence without what is only polite, folded. */
export const withoutSmallTalk = (sentence: string): string =>
  phrases.reduce((left, phrase) => left.replace(phrase, " "), fold(sentence)).trim();
