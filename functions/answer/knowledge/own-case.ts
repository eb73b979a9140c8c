// An article says how it is for everybody. How one order stands it cannot say, however well its words fit.
const ownCases = [
  // What somebody else owns, our articles say nothing of.
  /\b(?:wife|husband|partner|son|daughter|mother|father|mum|mom|dad|friend|sister|brother|boss|colleague|neighbour)'?s (?:\w+ )?(?:orders?|accounts?|cards?|points|purchases?)\b|\b(?:her|his|their|another|somebody else's|someone else's) (?:account|points)\b/i,
  /\bwhy (?:was|is|has|did|were|does) (?:my|our|i|we)\b|\b(?:warum|wieso) (?:wurde|ist|hat|war) (?:mein|meine|unser)\b/i,
  /\bhow (?:many|much) (?!days?\b|weeks?\b|months?\b|time\b|longer\b|long\b)(?:\w+ ){0,4}(?:do|did|have|has) (?:i|we)(?: \w+)? (?:have|got|left|earned|collected|gathered|saved)\b|\bhow (?:many|much) (?:\w+ ){0,3}have (?:i|we)\b/i,
  /\bwie ?viele? (?!tage|wochen|monate|zeit)(?:\p{L}+ ){0,3}(?:habe|hab|haben) (?:ich|wir)\b/iu,
  /\b(?:[A-Z]{2,4}-?\d{4,}|\d{6,})\b|#\s?\d{3,}/,
  /\b(?:will|does|is) (?:my|our|it|the|they|everything)\b[^?]{0,40}\b(?:definitely|certainly|be here|get here|arrive|reach (?:me|us)|come)\b[^?]{0,30}\b(?:by|before|on|in time|today|tomorrow|tonight)\b/i,
  /\b(?:kommt|ist|wird) (?:es|das|sie|meine?|unsere?)\b[^?]{0,40}\b(?:sicher|bestimmt|garantiert|bis|noch vor|rechtzeitig) (?:\p{L}+ ){0,3}(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|heute|wochenende|da|an)\b/iu,
  // When one order arrives that is placed then: one passage says when it leaves, another how long it travels.
  /\b(?:if|when) (?:i|we) (?:order|buy|place|put|send)\b[^?]*\b(?:now|today|tonight|tomorrow|this (?:morning|afternoon|evening)|\w+day)\b[^?]*\b(?:get|land|arrive|here|there|reach|come)\b|\b(?:wenn|falls) (?:ich|wir)\b[^?]*\b(?:jetzt|heute|morgen|\p{L}+tag)\b[^?]*\b(?:bestell\p{L}*)\b[^?]*\b(?:da|an|kommt|ankommen|geliefert)\b/iu,
  // One place beside another.
  /\bcompared (?:to|with)\b|\bim vergleich (?:zu|mit)\b|\b(?:longer|quicker|faster|cheaper|dearer|more expensive) (?:\w+ ){0,3}than (?:to|in|from|for)\b/i,
  // What we would choose.
  /\b(?:which|what) (?:\w+ ){0,2}of your\b|\bwhich (?:one |\w+ )?would you\b|\bwelche[rsn]? (?:Ihrer|eurer|von Ihren|von euren|würdet ihr|würden Sie)\b/i,
  /(?<!\b(?:see|follow|track|check|find out|know|tell) )\b(?:where|when|why|has|have|did|is|are)\b(?! (?:can|could|do|may|would|should) (?:i|we|one)\b)[^?]{0,40}\bmy (?:\w+ ){0,2}(?:order|parcel|package|refund|delivery|shipment|exchange|replacement|money|return|repair|boots|jacket|tent|rucksack)\b(?![^?]*\b(?:if|best|need)\b)/i,
  /(?<!\b(?:sehen|verfolgen|prüfen|herausfinden),? )\b(?:wo|wann|warum|ist|wurde|haben)\b(?! (?:kann|könnte|darf|muss|finde|sehe|soll) (?:ich|man)\b)[^?]{0,40}\bmeine?[rsmn]? (?:\p{L}+ ){0,2}(?:bestellung|paket|erstattung|lieferung|sendung|geld|retoure|rücksendung|reparatur|jacke|zelt)\b/iu,
];
// What we are asked to do, not how something is.
const wantsUsToAct = [
  /\b(?:and|then|also|,) (?:please )?(?:send|give|forward|mail|refund|cancel|transfer) (?:me|us|my|him|her)\b/i,
  /\b(?:can|could|would|will) you (?:please |kindly |maybe |perhaps )?(?:check|look|see|find out|verify|confirm)\b[^?]*\b(?:my|our|mine|ours)\b|\btell me (?:if|whether|when|where|why) (?:is |was |has |have )?(?:my|our)\b/i,
  /^(?:and |also |so |then )*(?:please|pls|kindly|bitte) (?!tell|let|explain|advise|confirm|say|help|sagen|teilen|erkl|helfen|nennen)\p{L}+/iu,
  /\b(?:can|could|would|will) you (?:please |kindly )?(?!tell|explain|say|confirm|advise|let|give|help|point|show|recommend)\w+ (?:me|my|us|our|it|this)\b/i,
  /\b(?:können|könnten|würden) Sie (?:bitte )?(?:mir|mich|uns|meine?[rsnm]?|unsere?[rsnm]?)\b(?![^?]*\b(?:sagen|mitteilen|erklären|verraten|nennen|helfen)\b)/iu,
];
/** Whether somebody asks for what no article can say: how one order stands, what we would choose, what we should do. */
export const isOwnCase = (question: string): boolean =>
  [...ownCases, ...wantsUsToAct].some((pattern) => pattern.test(question));
