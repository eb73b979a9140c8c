import type { Cue } from "./cues.ts";

/**
 * Grievances put without one angry word: questions that want no answer, what was promised held against what came, polite
 * disappointment, and leaving. Matched like the other cues, against folded text.
 */
export const bitterCues: readonly Cue[] = [
  {
    weight: -0.5,
    signal: "asks what wants no answer",
    pattern:
      /\b(?:do i look like|do you (?:really|seriously|honestly|actually|even|ever|people) (?:think|expect|believe|read|check|test|look|care|listen|know|want)|am i (?:really |seriously |now |just )?(?:supposed|expected|meant) to (?:pay|wait|believe|accept|sit|keep|chase|be (?:happy|grateful|impressed)|do without|just)|who (?:on earth|the hell|packs|designs|tests|thought|comes up with|do you think)|what (?:on earth|the hell|planet|exactly am i paying)|is (?:it|that|this) (?:really |honestly )?(?:so|that|too) (?:hard|difficult|complicated|much)|is (?:that|this) (?:normal|usual|how it works|standard) with you|does (?:a|an|any) (?:actual|real|living) (?:human|person)|just (?:the one|a) robot|since when|seriously\?|how is (?:that|this) (?:possible|fair|my (?:fault|problem))|why (?:do|should) i (?:even )?(?:bother|have to chase)|was it too much|how much longer\b|how long (?:am i|are we|must (?:i|we)|do (?:i|we) have to|will (?:i|we)) (?:going to |expected to |supposed to |still )*(?:be )?(?:kept )?wait|explain(?: yourselves?| this)?[.!?]|will (?:anyone|anybody|somebody|someone) (?:ever|finally|please)|when do i finally)/,
  },
  {
    weight: -0.5,
    signal: "asks what wants no answer",
    pattern:
      /\b(?:soll das (?:\w+ ){0,2}(?:scherz|witz)|(?:ihr|euer) ernst|im ernst\?|wollen sie mich|wollt ihr mich|fur wie (?:dumm|blod)|wann (?:bequemen|gedenken|geruhen)|gedenken sie|gedenkt ihr|geruhen|(?:konnt|konnen) (?:ihr|sie) nicht (?:lesen|rechnen|zahlen|zuhoren)|(?:lest|lesen) (?:ihr|sie) (?:das |meine |die )?(?:\w+ )?(?:uberhaupt|eigentlich)|wer (?:denkt|packt|testet|pruft|kontrolliert) (?:sich )?(?:so etwas|sowas|denn|bei)|was (?:bilden|denken) (?:sie|ihr) (?:sich|euch)|bin ich (?:hier )?(?:die bank|eine bank|im falschen film|der dumme)|sehe ich (?:etwa )?aus wie|wofur (?:be)?zahle ich|(?:darf|muss|soll) (?:ich )?(?:\w+ ){0,3}auch noch (?:\S+ ){0,4}(?:be)?zahlen|wie lange soll ich (?:\w+ )?(?:noch|warten)|wie oft (?:soll|muss) (?:ich|man) (?:\w+ ){0,2}noch|wie lange (?:soll|muss) (?:ich|man|das)|was fur ein (?:service|laden|verein|kundendienst|saftladen))/,
  },
  {
    weight: -0.55,
    signal: "writing repeatedly",
    pattern:
      /\b(?:(?:written|wrote|called|rung|rang|phoned|emailed|e-mailed|asked|complained|messaged|contacted you)(?: \w+){0,3} (?:twice|three times|four times|five times|several times|many times|repeatedly)|(?:twice|three times|four times) (?:now )?(?:i|we)(?: have|'ve)? (?:\w+ )?(?:written|wrote|called|rung|asked|emailed|got|been)|(?:got|received|heard|had|hear) (?:absolutely |precisely )?(?:nothing|silence) (?:back|from you|since|in return)|(?:days|weeks|months) of silence|another automatic (?:reply|answer|email)|same (?:automatic|standard|canned|copy-?paste) |canned (?:reply|answer|response)|going round in circles|textbaustein\w*|standardantwort\w*|(?:zweimal|dreimal|mehrmals|schon oft) (?:geschrieben|angerufen|gemeldet|nachgefragt|gebeten)|trotz (?:\w+ ){0,2}(?:schreiben|mails?|e-mails?|anrufe|erinnerung\w*|anfragen|nachfragen)|(?:in der|stundenlang in der) (?:warte)?schleife)\b/,
  },
  {
    weight: -0.5,
    signal: "holds a promise against us",
    pattern:
      /\b(?:(?:it|that) (?:has|is|'s) (?:now )?(?:been|already) (?:\w+ )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several) (?:days|weeks|months)|(?:you|they) (?:had )?(?:promised|assured|swore)|(?:day|week|month)s?,? (?:you|they) (?:say|said|claim|claimed|told)|(?:nobody|no one|no-one|you never|not once did) (?:told|warned|informed|mentioned|bothered|said)|called (?:me )?a liar|(?:claims?|claimed|pretends?) (?:that )?(?:nobody|no one|i|we)|(?:niemand|keiner|keine[rn]? von ihnen) (?:hat|sagt|sagte|informiert)|(?:versprochen|zugesagt|zugesichert) (?:war|wurde|haben|hatten)|(?:hatten|haben) (?:sie|ihr) (?:\w+ ){0,4}(?:versprochen|zugesagt|zugesichert)|pay me back (?:now|today|immediately|at once)|on (?:flimsy|the flimsiest)|pretexts?)\b/,
  },
  {
    weight: -0.5,
    signal: "feels tricked",
    pattern:
      /\b(?:feel(?:s|ing)? (?:\w+ )?(?:like )?(?:an? )?(?:rip[- ]?off|con|scam|trick|trap|swindled?|short-?changed|conned|tricked|had|robbed|fobbed off|taken for a \w+|second[- ]class)|pull(?:ing)? (?:a fast one|my leg)|taken (?:me )?for (?:a ride|a fool)|daylight robbery|uber den tisch|verappel\w*|verschaukel\w*|fur dumm|zum narren|hinhalten|abwimmel\w*|abgewimmelt|abgespeist|verladen (?:vor|gefuhlt))\b/,
  },
  {
    weight: -0.4,
    signal: "politely disappointed",
    pattern:
      /\b(?:(?:with|to my|in) (?:\w+ )?(?:sadness|sorrow|dismay|disbelief|disappointment)|saddens? me|heavy heart|not what (?:it|they|you|fernwood) (?:\w+ )?(?:was|were|used to be)|(?:thought|expected|hoped for) (?:\w+ ){0,2}(?:better|more) (?:of|from) (?:you|fernwood|a)|hardly (?:what|how|the (?:service|quality|way))|(?:bitter|bad|sour|nasty) taste|(?:lost|losing|shaken) (?:all |my |any )*(?:trust|faith|confidence)|(?:can't|cannot|can not|could not) (?:say|pretend) (?:that )?i(?:'m| am| was)? (?:happy|pleased|impressed|delighted|satisfied)|(?:less than|far from|not (?:at all|exactly|best|particularly|very|overly)) (?:happy|pleased|satisfied|impressed|delighted|amused|ideal)|taken aback|dis(?:heartening|piriting|heartened)|f(?:all|alls|ell|allen) (?:well |far |rather )?short of|such a (?:shame|pity|let-?down)|not up to (?:your|the|scratch|standard))\b/,
  },
  {
    weight: -0.4,
    signal: "politely disappointed",
    pattern:
      /\b(?:so leid es mir tut|vertrauen (?:\w+ )?(?:verloren|erschuttert|verspielt)|bittere[rn]? (?:bei|nach)?geschmack|hatte ich (?:\w+ ){0,3}(?:nie|nicht|niemals) (?:gedacht|erwartet|fur moglich|gerechnet)|bin ich (?:von ihnen |bei ihnen )?(?:nicht|anderes|besseres) gewohnt|mehr (?:von ihnen )?versprochen|mit (?:grossem |tiefem )?bedauern|befremdet|wenig erfreut|alles andere als (?:erfreut|zufrieden|begeistert|schon)|nicht (?:langer )?bereit|unter aller|nicht mehr (?:das|die qualitat), (?:was|die)|nicht (?:besonders|gerade|sehr) (?:erfreut|begeistert|glucklich|zufrieden)|keine art|schwer enttausch\w*|tief enttausch\w*)\b/,
  },
  {
    weight: -0.5,
    signal: "sets an ultimatum",
    pattern:
      /\b(?:unless (?:i|you|we|it|this|the)\b.{0,90}\b(?:i|we) (?:shall|will|intend|am going|have no)\b|(?:by|before|until) (?:the )?\d+(?:st|nd|rd|th)?\b.{0,40}\bor (?:i|we|else)\b|or i(?:'ll| will| shall) (?:go|take|report|tell|post|cancel|write|return|contact|call)|(?:you have|i(?:'ll| will| am going to)? give you) (?:until|\w+ (?:days|hours))|(?:bis|geht) .{0,60}\b(?:sonst|andernfalls|ansonsten)\b|\bandernfalls\b|(?:ubergebe|ubergeben|gebe) (?:ich )?(?:\w+ ){0,4}(?:anwalt|gericht|rechtsschutz)\w*|take (?:this|it|the matter) further|formal complaint|letter before action)/,
  },
  {
    weight: -0.5,
    signal: "may leave",
    pattern:
      /\b(?:(?:from|to) (?:your|the|a) competit(?:or|ors|ion)|(?:will|shall|'ll) (?:not|never) (?:be )?(?:order|buy|shop|com|return|us)\w* (?:\w+ ){0,3}(?:from you|with you|here|back|again)|(?:buy|buying|order|ordering|shop|shopping|going) (?:from somewhere|somewhere|anywhere) else from now|(?:seen|heard) the last of me|good riddance|want rid of it|(?:kaufe|bestelle|gehe) (?:\w+ ){0,3}(?:woanders|anderswo|bei der konkurrenz)|(?:euch|ihnen) nie (?:wieder|mehr)|losche? (?:ich )?mein(?:en)? (?:konto|account)|nimmerwiedersehen|mich (?:seht|sehen) (?:ihr|sie) nicht)\b/,
  },
  {
    weight: -0.45,
    signal: "tells of being treated badly",
    pattern:
      /\b(?:high hopes|(?:lasted|survived|held) (?:exactly|precisely|all of|about as long|barely|not even|a whole|a grand total)|(?:is |are |was )?(?:apparently|evidently|clearly|obviously) (?:\w+ ){0,6}(?:beyond|too much|nobody|can't|cannot|don't care|not interested|nothing)|beyond (?:your|the) (?:team|company|abilities|staff)|how little (?:you|your)|(?:null|keine|zero|no|not one|not a single|0) (?:antwort\w*|repl(?:y|ies)|answers?|responses?|reaktion\w*)|nicht ernst genommen|nicht (?:\w+ )?erwartet|vergeht (?:mir|uns|einem)|hin und her ?geschick\w*|(?:passed|sent|pushed) from (?:one|pillar)|none the wiser|(?:nice|good|schon|nett),? (?:to see |to know )?(?:that|dass) (?:at least|wenigstens|zumindest)|(?:is|are|it's|it is) now (?:day|week) \w+|took (?:the|my) money|in (?:ten|two|five) seconds|lost for words|speaks? volumes|loss for words|nicht kummert|sich jemand kummert|kummert sich (?:niemand|keiner)|(?:schon |bereits )?nach (?:einem|einer|zwei|drei|wenigen) (?:\w+ )?(?:tag|tagen|woche|wochen|stunden|mal) (?:\w+ ){0,6}(?:offen|kaputt|defekt|gerissen|undicht|hin|ab))\b/,
  },
  {
    weight: -0.45,
    signal: "swears or fumes",
    pattern:
      /\b(?:(?:schnauze|faxen|kanal|kaffee) (?:gestrichen )?(?:voll|dicke)|zum (?:kotzen|heulen|davonlaufen|haareraufen)|das (?:letzte|allerletzte)\b(?= ?[!.])|kotzt? (?:mich|nur noch) an|unterste schublade|(?:this|that|it) is (?:a|an|such a|an absolute|a complete|a total) (?:disgrace|joke|farce|shambles|mockery|insult|outrage)|beggars belief|beyond (?:belief|a joke)|(?:driving|drives) me (?:mad|crazy|insane|up the wall)|blood (?:boil|pressure)|for (?:heaven|god|goodness|christ|crying out)('?s)? (?:sake|loud))\b/,
  },
];

/** Praise in set words that is rarely meant so where something went wrong, wherever in the email it stands. */
export const bitterPraise = {
  praise:
    /\b(?:thanks a (?:bunch|million|lot) for|^thanks a bunch|well done,? (?:fernwood|you|guys|team|everyone)|what an? (?:triumph|masterpiece|masterstroke|feat|achievement|performance|treat|joy|surprise)|(?:ten|10|five|5) out of (?:ten|10|five|5)|(?:top|full) marks|gold star|slow clap|hats off|chapeau|how (?:thoughtful|kind|generous|considerate|clever|convenient|delightful|charming) (?:of you)?|as if by magic|never would have thought|just what i (?:needed|always wanted)|lucky me|(?:lovely|great|wonderful|brilliant|fantastic|stellar|top) (?:customer )?(?:service|quality|job|work|engineering|communication|packing|packaging)|oh (?:brilliant|great|good|joy|wonderful|lovely)|ganz grosses kino|meisterleistung|glanzleistung|applaus|respekt!|(?:vielen )?dank(?:e)? auch\b|na bravo|da kommt freude|wird ja immer besser|lauft bei (?:euch|ihnen)|(?:toller?|super|klasse|prima|spitzen\w*|tolle|grossartige[rs]?) ?(?:service|laden|verein|leistung|qualitat|arbeit|kundendienst))\b/m,
  wrong:
    /\b(?:kaputt\w*|defekt\w*|falsch\w*|fehlt\w*|beschadigt\w*|undicht|abgerissen|gerissen|warte|verspatung|immer noch|noch immer|keine antwort|niemand|umsonst gewartet|broke|broken|snapped|tore|torn|ripped|burst|leak\w*|let(?:s|ting)? in (?:the )?(?:water|rain)|soak(?:ed|ing)|drenched|wrong|missing|empty|smashed|late|delay\w*|lost|nobody|no one|never (?:came|arrived)|isn't coming|not (?:arrive\w*|come|coming|here|work\w*)|doesn't work|fell (?:apart|off)|in pieces|useless|again|waiting|ignored|cancel\w*|refus\w*)\b/,
} as const;
