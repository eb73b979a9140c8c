/** A sign of how somebody feels that no single word carries. `weight` is its pull, -1 to 1; `signal` is shown to people. */
export interface Cue {
  readonly pattern: RegExp;
  readonly weight: number;
  readonly signal: string;
}

/** Matched against folded text (lower case, no diacritics, plain apostrophes). */
export const cues: readonly Cue[] = [
  cue(
    -0.9,
    "says that they are angry",
    /\b(?:i am|i'm|im|we are|we're|ich bin|wir sind|(?:makes?|made|left|has|have) me) (?:(?!not |nicht |no |never |nie |kein)[^\s.!?]+ ){0,2}(?:furious|livid|outraged|fuming|seething|enraged|incensed|raging|irate|appalled|disgusted|angry|wutend|stinksauer|stocksauer|emport|entsetzt|zornig|ausser mir|fassungslos)\b/,
  ),
  cue(
    -0.6,
    "writing repeatedly",
    /\b(?:(?:second|third|fourth|fifth|2nd|3rd|4th|5th|umpteenth|hundredth) (?:time|email|e-mail|mail|letter|message|reminder|request|attempt|complaint)|yet again|once again|over and over|again and again|how many times|time and again|keep(?:s)? (?:asking|writing|calling|waiting)|(?<!\b(?:too|how|so) )(?:several|many|multiple|numerous|countless) (?:emails|times|calls|messages|reminders)|(?:have|having|had) to (?:chase|keep|ask again|remind)|chas(?:e|ed|ing) (?:you|this|up))\b/,
  ),
  cue(
    -0.6,
    "writing repeatedly",
    /\b(?:(?:zum|das) (?:\w+ )?(?:zweiten?|dritten?|vierten?|funften?|x-ten|wiederholten|xten) ?mal|schon wieder|immer und immer|mehrfach (?:geschrieben|angerufen|kontaktiert|nachgefragt)|wiederholt (?:geschrieben|nachgefragt)|(?:zweite|dritte|vierte|letzte) (?:mail|e-mail|anfrage|nachricht|mahnung|aufforderung|erinnerung))\b/,
  ),
  cue(
    -0.55,
    "still no answer",
    /\b(?:(?:no|without (?:any|a)|not? (?:had|have|received|gotten|got|heard)(?: \w+){0,4}) (?:reply|response|answer|news|word)|nobody (?:answers|replies|responds|cares|bothers)|no ?one (?:answers|replies|responds|cares|answered|replied|responded)|never (?:heard back|received (?:a|any) (?:reply|answer|response)|replied|answered|responded)|(?:been|being|feel|felt) ignored|still (?:no|not|haven't|hasn't|nothing|waiting)|waiting (?:for )?(?:\w+ )?(?:days|weeks|months|ages|forever))\b/,
  ),
  cue(
    -0.55,
    "still no answer",
    /\b(?:keine (?:antwort|ruckmeldung|reaktion)|niemand (?:antwortet|meldet sich|reagiert|geht ran)|nichts (?:gehort|passiert)|immer noch (?:nicht|keine|nichts|kein)|noch immer (?:nicht|keine|nichts|kein)|bis heute (?:nicht|keine|nichts|kein)|(?:warte|warten|gewartet) (?:\w+ ){0,3}(?:seit|tage|wochen|monate)|seit (?:\w+ )?(?:wochen|monaten|tagen) (?:warte|auf))\b/,
  ),
  cue(
    -0.5,
    "names a lawyer or authority",
    /\b(?:lawyer|solicitor|attorney|legal (?:action|steps|advice|proceedings)|small claims|court|sue you|ombudsman|trading standards|consumer (?:protection|rights|association)|rechtsanwalt|anwalt|anwaltlich|rechtliche schritte|verbraucherzentrale|verbraucherschutz|klage|gericht|avocat|abogado)\b/,
  ),
  cue(
    -0.5,
    "threatens bad reviews or the press",
    /\b(?:(?:bad|negative|one star|1 star|honest) review|trustpilot|post (?:this|about)|tell (?:everyone|everybody|all my)|social media|the press|newspaper|schlechte bewertung|negative bewertung|an die presse|offentlich machen)\b/,
  ),
  cue(
    -0.5,
    "may leave",
    /\b(?:last time i (?:buy|order|shop)|never (?:order|buy|shop|use)(?:ing)? .{0,30}again|take my (?:business|money|custom)|(?:lost|losing|lose) (?:me as )?a customer|going (?:elsewhere|to a competitor)|(?:zur|bei der) konkurrenz|nie wieder (?:bei|etwas|bestell)|als kund(?:e|in) verlor|kundigung|cancel (?:the|my|this) (?:order|subscription|account|contract)|storniere (?:ich|meine))\b/,
  ),
  cue(
    -0.35,
    "demands a refund",
    /\b(?:(?:want|demand|expect|insist on|give me|get) (?:\w+ ){0,3}(?:money back|refund)|refund me|my money back|(?:will|mochte|verlange|fordere|will) (?:\w+ ){0,4}geld zuruck|mein geld zuruck|geld zuruck!)/,
  ),
  cue(
    -0.35,
    "charged wrongly",
    /\b(?:charged (?:me )?(?:twice|double|again|wrongly|incorrectly|two times)|double[- ]charged|(?:two|2|duplicate) (?:payments|charges)|overcharged|doppelt (?:abgebucht|belastet|berechnet|bezahlt)|zweimal (?:abgebucht|belastet|berechnet)|zu viel (?:abgebucht|berechnet|bezahlt))\b/,
  ),
  cue(
    -0.4,
    "sets an ultimatum",
    /\b(?:if (?:i|it|you|this|we) (?:do not|don't|does not|doesn't|has not|hasn't|have not|haven't|is not|isn't)\b.{0,80}\b(?:i (?:will|shall)|i'll|cancel|then)|(?:final|last) (?:warning|reminder|chance|deadline)|or else|immediately or|should i (?:again )?(?:receive|hear) no|wenn (?:ich|sie|das|es) .{0,60}(?:nicht|kein).{0,60}(?:werde ich|sehe ich mich|storniere)|letzte (?:chance|frist|mahnung)|frist (?:von|bis|setze))\b/,
  ),
  cue(
    -0.45,
    "asks for somebody in charge",
    /\b(?:(?:speak|talk) to (?:a|the|your) (?:manager|supervisor|boss)|(?:your|the) (?:manager|supervisor|management|ceo|director)|vorgesetzte[rn]?|geschaftsfuhr\w*|chefetage)\b/,
  ),
  cue(
    -0.5,
    "says it is not acceptable",
    /\b(?:(?:not|isn't|hardly|simply not|no longer) (?:acceptable|good enough|ok|okay|right|fair|professional)|in(?:this|such a) (?:manner|way)|how (?:dare|hard can|difficult can)|what (?:kind|sort) of (?:company|shop|business|service)|is this (?:a joke|your idea|how you)|are you (?:kidding|serious|joking)|(?:was|what) soll das|kann (?:doch )?nicht sein|darf nicht wahr|das ist (?:doch )?(?:kein|keine) (?:service|art)|so geht (?:man|das)|wie kann (?:es|das) sein)\b/,
  ),
  cue(
    -0.5,
    "says a plan was spoiled",
    /\b(?:(?:ruined|spoiled|spoilt|missed) (?:my|our|the|his|her)|(?:trip|holiday|birthday|wedding|christmas|weekend) (?:is|was) ruined|zu spat (?:fur|zum)|(?:urlaub|geburtstag|weihnachten|hochzeit) (?:\w+ )?(?:ruiniert|verdorben))\b/,
  ),
  cue(
    -0.45,
    "loses patience",
    /\b(?:losing (?:my )?patience|lost (?:all )?(?:my )?patience|patience (?:is|has) (?:wearing|running|run|at an end)|at (?:my|the) (?:wit's|wits'?) end|enough is enough|geduld (?:ist|verlier\w*|am)|(?:verliere|verlier) (?:\w+ )?geduld)\b/,
  ),
  cue(
    -0.3,
    "something came late or not at all",
    /\b(?:(?:days?|weeks?|months?) (?:late|overdue|ago and)|should have (?:arrived|been here|come|been delivered)|was (?:supposed|meant|due) to (?:be|arrive|come)|(?:has|have) (?:still )?(?:not|never) (?:arrived|come|been (?:delivered|refunded|answered))|(?:hasn't|haven't|never) (?:arrived|come|shown up|turned up)|sollte (?:\w+ ){0,4}(?:schon|langst|gestern|letzte)|(?:tage|wochen) (?:zu spat|uberfallig)|noch nicht (?:angekommen|da|erhalten|eingetroffen)|nie angekommen)\b/,
  ),
  cue(
    -0.25,
    "expected better",
    /\b(?:expected (?:better|more)|used to be (?:better|good)|loyal customer for|customer for (?:many|\d+|several|over) .{0,60}(?:but|yet|however|never|disappoint)|hatte (?:\w+ )?(?:mehr|besseres) erwartet|treuer kunde)\b/,
  ),
  cue(
    -0.3,
    "regrets in polite words",
    /\b(?:regret to|i must say|i am afraid (?:i|that|this)|with regret|to my (?:great )?(?:regret|surprise|dismay)|leave[s]? (?:much|a lot|something) to be desired|be obliged to|feel compelled|have no (?:other )?choice|muss ich leider|bedaure|sehe mich gezwungen|zu meinem bedauern|bin ich gezwungen)\b/,
  ),
  cue(
    0.4,
    "pleased with us",
    /\b(?:(?:keep up|great|good|excellent|fantastic|amazing) (?:the )?(?:good )?(?:work|job|service|team|help)|(?:so|very|really|absolutely|just) (?:happy|pleased|delighted|impressed|helpful|grateful) (?:with|about|by|for|that)?|love (?:it|them|my|the|your|this)|fits? perfectly|exactly what (?:i|we) (?:wanted|needed)|(?:nicest|best) \w+ (?:i|we) have ever|(?:sehr|super|total|vollig) (?:zufrieden|begeistert|glucklich)|passt perfekt|weiter so|toller service)\b/,
  ),
  cue(
    0.25,
    "thanks us",
    /\b(?:thank you (?:so|very) much for|thanks (?:so|very) much for|(?:just )?wanted to (?:say )?thank|(?:vielen|herzlichen|tausend) dank fur)\b/,
  ),
  cue(
    -0.55,
    "doubts that anybody is there",
    /\b(?:(?:is|does|will|can|could) (?:any ?(?:body|one)|some ?(?:body|one)) (?:\w+ )?(?:there|read|reading|listening|care|cares|home|awake|work|working|answer|reply|going to|ever)|whether (?:your company|you|anybody|anyone) still (?:exist\w*|read\w*|care\w*)|(?:geht|ging) (?:\w+ )?(?:niemand|keiner) (?:ans telefon|ran)|(?:niemand|keiner) (?:\w+ ){0,2}ans telefon|liest (?:das|hier) (?:\w+ )?(?:jemand|uberhaupt)|(?:hung up on|put the phone down on|left (?:me )?on hold|cut off|fobbed off|brushed off|passed around|sent round in circles))\b/,
  ),
  cue(
    -0.45,
    "has been patient long enough",
    /\b(?:(?:more than|been very|been extremely|so) patient|(?:five|six|seven|eight|nine|ten|two|three|four|\d+|several|many) (?:days|weeks|months) (?:without|and (?:still|no|nothing|counting)|later|of waiting)|after (?:\w+ )?(?:days|weeks|months) (?:without|of)|(?:takes|took|taking|taken) (?:\w+ )?(?:weeks|months|forever|ages)|(?:vertrost\w*|hingehalten|hinhalt\w*)|seit (?:wochen|monaten|tagen))\b/,
  ),
  cue(
    -0.4,
    "disbelief",
    /\b(?:(?:can't|cannot|can not|hard to|could not|couldn't) believe (?:that|how|this|it|you)|(?:i )?(?:would have|had|'d have) expected (?:a (?:little|bit) )?(?:more|better)|(?<!thank you |thanks )so much for|bit cheeky|what a cheek|some cheek|(?:you|they) (?:had )?promised|is that (?:really )?(?:too much|how)|don't you think\?|explain (?:to me )?(?:why|how)|why (?:on earth|do i have to|should i have to|am i still)|feel(?:ing)? (?:cheated|ignored|fooled|let down|ripped off|lied to|stupid)|looks? nothing like|nothing like (?:the|your) (?:picture|photo|description)|noch nie erlebt|masslos|da fragt man sich|wohl ein scherz|schlechter scherz)\b/,
  ),
  cue(
    -0.45,
    "somebody was hurt by it",
    /\b(?:(?:daughter|son|wife|husband|mother|father|child|children|kids?|family|we|i) (?:\w+ )?(?:cried|was (?:so )?(?:upset|sad|in tears)|were (?:so )?(?:upset|sad|in tears))|in tears|smashed|shattered|threw (?:the|my) (?:parcel|box|package))\b/,
  ),
  cue(
    -0.5,
    "may leave",
    /\b(?:(?:my|our) (?:very )?last order|last (?:time|order) (?:\w+ ){0,3}(?:with|from) you|won't (?:be )?(?:order|buy|shop)\w* (?:\w+ )?again|look(?:ing)? (?:for )?(?:elsewhere|another shop)|meine letzte bestellung|letzte mal (?:\w+ )?(?:bei ihnen|bestell\w*))\b/,
  ),
  cue(
    -0.5,
    "praise that is meant bitterly",
    /\b(?:congratulations|bravo|well done|hats off|gluckwunsch|gratulation)\b(?! (?:to|on) (?:the team|everyone))(?: on| to| zu| for)? (?:your|the|you|ihrem|ihrer|this)\b|\b(?:top|super|toll|prima|great|excellent) (?:service|support|job|werk)[,.! ]+(?:hoor|echt|really|wirklich|ehrlich)\b|\b(?:bewundere|admire) (?:die|the|your|ihre) (?:beharrlichkeit|persistence|ausdauer|talent|way)\b/,
  ),
  cue(
    -0.5,
    "was treated badly",
    /\b(?:the way (?:i|we) (?:was|were|am|have been) (?:spoken to|treated|talked to|dealt with|handled)|(?:i'm|i am|im|we're|we are) (?:so |just |absolutely )?done(?: with)?\b(?! with (?:my|the) (?:order|return|form))|other (?:shops|stores|companies)|(?:don't|dont|do not) bother|without (?:any|a single|so much as an?|an?) (?:explanation|notice|warning|apology|word)|von oben herab|wie (?:ich|man mich) behandelt|ohne (?:jede|ein wort der|eine) (?:erklarung|entschuldigung|vorwarnung))\b/,
  ),
  cue(
    -0.55,
    "complains in French, Spanish or Dutch",
    /\b(?:mise en demeure|relances?|toujours pas (?:recu|arrive|parvenu|livre|rembourse)|(?:ne|n') \w+ (?:\w+ )?toujours pas|saisir(?:ai|ons)? (?:le|un) (?:tribunal|avocat)|sans (?:reponse|nouvelles)|quiero hablar con un|no vuelvo a comprar\w*|me cuelgan|dos veces|todavia no|sigo sin|ya es la (?:segunda|tercera)|nog steeds (?:niet|geen|niks)|(?:\w+ )?weken (?:niks|niets|geen)|lege doos|(?:nooit|noit) meer|klacht|teleurgesteld|belachelijk|schandalig|waardeloos|boos|geld terug|raad eens)\b/,
  ),
];

function cue(weight: number, signal: string, pattern: RegExp): Cue {
  return { weight, signal, pattern };
}

/** Praise that stands beside something going wrong is not praise. Each half alone means little. */
export const sarcasm = {
  praise:
    /(?:^|[.!?"\n]\s*)(?:oh )?(?:(?:just |how |well,? )?(?:great|wonderful|fantastic|brilliant|lovely|marvell?ous|perfect|super|nice|congratulations|bravo|well done|good job|excellent|toll|klasse|prima|bravo|na (?:toll|super|klasse|prima)|herzlichen gluckwunsch|genial|bravo)\b)[ ,.!:]|\b(?:thanks|thank you) (?:so much |a lot |very much )?for (?:nothing|another|yet|the (?:wait|delay)|ignoring|ruining|wasting|losing|breaking)|\bi (?:do |just |really )?(?:enjoy|love|adore) (?:waiting|sleeping|being|paying|how|it when|sitting|spending|chasing|writing)|\bdanke (?:auch )?fur (?:nichts|die (?:verspatung|wartezeit))|\bich liebe es,? /,
  wrong:
    /\b(?:delay|delayed|late|again|another|still|lost|broken|wrong|missing|cancel|waiting|wait|never|nothing|refund|failed|problem|ignored|verspatung|wieder|spat|kaputt|falsch|fehlt|immer noch|storno|warten|nicht angekommen|verzogerung)\b/,
} as const;
