import type { Risk } from "../../../contracts/understanding.ts";

/**
 * Risks told in plain words, without the name of the thing: money kept, leaving, what belongs to somebody else, harm to a
 * body. Matched like the other signs, against folded sentences.
 */
export const furtherSigns: readonly (readonly [Risk, RegExp])[] = [
  [
    "legal",
    /\b(?:take (?:this|it|the matter) further|letter before action|formal complaint|(?:my|a|our) (?:legal team|legal insurance|legal adviser|notary)|instruct (?:my|a|our) \w+|regulator|under (?:the )?(?:consumer|sale of goods)|breach of contract|juristisch\w*|rechtlich vorgehen|rechtsweg|rechtsmittel|mahnbescheid|inkasso\w*|schlichtungsstelle|abmahn\w*|rechtsbeistand|setze ich (?:ihnen|euch)|fristsetzung|procedure judiciaire|plainte|demanda(?:re)?)\b/,
  ],
  [
    "payment",
    /\b(?:pay me (?:back|the|my|what)|(?:you|still|fernwood) owe(?:s)? (?:me|us)|(?:have|got|holding|keeping|kept|sitting on) (?:\w+ ){0,4}my (?:money|\d+|refund)|(?:a|my|the|for) (?:full|immediate|complete|instant|partial) refund|refund of (?:[€$£] ?)?\d+|(?:confirm|approve|issue|process|authori[sz]e) (?:\w+ ){0,3}refund|(?:money|amount|\d+ ?(?:€|euros?|pounds|quid)) (?:\w+ ){0,3}(?:was|has been|is|got) (?:\w+ )?(?:taken|debited|charged|withdrawn|missing)|(?:took|taken|charged|debited) (?:\w+ ){0,3}(?:too much|more than|without (?:my|asking))|(?:do not|don't|didn't|did not) recogni[sz]e (?:a|the|this|that) (?:charge|payment|transaction|debit)|reverse the (?:charge|payment|debit)|(?:[€$£] ?\d+\S*|\d+\S* ?(?:€|euros?|pounds)) (?:\w+ ){0,6}nicht (?:erstattet|uberwiesen|zuruck\w*|gutgeschrieben)|nicht (?:erstattet|zuruckuberwiesen|zuruckgezahlt|gutgeschrieben)|(?:mir|uns) (?:\w+ ){0,3}(?:zu )?erstatten|(?:unberechtigt|unbekannt|falsch)\w* (?:abbuchung|belastung|lastschrift)|lastschrift (?:zuruck|widersprech)\w*|(?:schulden|schuldet) (?:sie |ihr )?(?:mir|uns)|mein geld (?:zuruck|wieder|nicht))/,
  ],
  [
    "cancellation",
    /\b(?:clos(?:e|ing|ed?) (?:down )?(?:my|our) (?:\w+ )?account|(?:delet|remov|eras|terminat)ing (?:my|our) account|(?:from|to|with) (?:your|the|a) competit(?:ors?|ion)|(?:will|shall|'ll) never (?:be )?(?:order|buy|shop|com|return|us)\w*|(?:seen|heard) the last of me|end (?:my|our) (?:contract|membership|custom)|don't want (?:it|the order|my order|the parcel|them) any ?more|losche? (?:ich )?(?:\w+ )?mein(?:en?)? (?:kunden)?(?:konto|account)|(?:ihnen|euch) nie (?:wieder|mehr)|nie (?:wieder|mehr) (?:\w+ )?(?:bei (?:ihnen|euch))|trete (?:ich )?(?:\w+ ){0,4}zuruck|(?:will|mochte) (?:die|das|den|meine|sie|es) (?:\w+ )?nicht mehr haben|abbestell\w* (?:ich )?(?:die|meine) (?:bestellung|ware)|opzeggen|annuleren|resilier\w*)\b/,
  ],
  [
    "privacy",
    /\b(?:(?:someone|somebody|anyone) else's (?:\w+ )?(?:name|address|data|details|order|invoice|phone|email|account|label|letter|receipt)|(?:another|a different|other|wrong) (?:customer|person|woman|man|lady|stranger)(?:'s|s')? (?:\w+ )?(?:name|address|data|details|order|invoice|phone|email|account|label|slip|papers|receipt)|of (?:another|a different|some other) (?:customer|person)|(?:my|our) (?:data|details|address|number) (?:\w+ )?(?:shared|leaked|sold|passed|given|public|visible)|(?:share|sell|pass|give|leak)(?:d|ed|s|ing)? (?:on )?my (?:data|details|address|email|number)|(?:who|what) (?:has|had) access to my|(?:copy|list|overview) of (?:all )?(?:of )?(?:my|the|your) (?:\w+ )?data|(?:erase|wipe|forget) (?:me|my|everything)|(?:fremden?|fremder|anderen?|anderer|unbekannten?) (?:kund(?:e|en|in|innen)|person|frau|herrn|leute|empfanger\w*)|fremde\w* (?:name\w*|adresse\w*|daten|rechnung\w*|anschrift\w*|lieferschein\w*)|(?:meine|unsere) (?:daten|adresse|nummer|anschrift) (?:\w+ ){0,4}(?:weiter\w*|verkauft|an dritte|veroffentlicht)|an dritte weiter\w*|datenleck|datenpanne|kopie (?:aller|meiner) (?:\w+ )?daten|welche daten (?:sie|ihr)|mes donnees|mis datos|mijn gegevens)\b/,
  ],
  [
    "safety",
    /\b(?:(?:a|small|slight|bad|little) burns? (?:on|to|mark on my)|burn(?:t|ed|s|ing) (?:\w+ )?(?:hand|hands|finger\w*|arm|face|leg|skin|myself|smell|hair)|scald\w*|flames? (?:shot|came|jumped|leapt|leaped|burst|everywhere|flared)|flared up|(?:shot|burst) (?:out|into) (?:\w+ )?flames?|hiss(?:ed|es|ing)|(?:gas|fuel) (?:leak\w*|smell|escap\w*|coming out)|smell(?:s|ed|t)? (?:\w+ )?(?:of )?(?:gas|burning)|sparks?\b|sparked|smok(?:e|ing) (?:came|coming|rising|pouring)|(?:started|began) (?:to smoke|smoking)|overheat\w*|melted|blew up|(?:nearly |almost )?chok(?:ed|ing) (?:on|my|her|him)|swallowed|suffocat\w*|(?:cut|sliced|gashed|broke|sprained|twisted|crushed|injured) (?:my|his|her|our) (?:\w+ )?(?:hand|hands|finger\w*|thumb|arm|leg|foot|ankle|wrist|head|face|knee|eye|back|shoulder)|bleed(?:ing|s)?|bled|stitches|a&e|emergency (?:room|department|services)|fainted|passed out|concuss\w*|(?:broke|snapped|gave way|failed) (?:\w+ ){0,5}(?:while|when|as) (?:i|he|she|we) (?:\w+ )?(?:climb\w*|hang\w*|abseil\w*)|fell (?:\w+ )?(?:metres|meters|feet)|stichflamme|flammen?|gasgeruch|(?:riecht|roch|gerochen) (?:\w+ )?nach (?:gas|verbrannt\w*)|gas (?:tritt|trat|stromt\w*) aus|funken\w*|qualm\w*|gequalmt|brandwunde\w*|verbruh\w*|blutet\w*|geblutet|schnittwunde|platzwunde|gesturzt|bewusstlos|ohnmachtig|(?:arm|bein|fuss|finger|handgelenk|knochel) (?:gebrochen|verstaucht)|verschluckt|erstickt\w*|notaufnahme|brulure|quemadura\w*)\b/,
  ],
];

/** Risks that no set phrase tells, but two things said in one sentence: money and that it is gone, a body and that it was hit. */
export const riskPairs: readonly (readonly [Risk, RegExp, RegExp])[] = [
  [
    "legal",
    /\b(?:see you|rechtlich|case|klage|legal(?:ly)?|law|gesetz\w*|anzeige)\b/,
    /\b(?:in court|gegen sie|against you|vorgehen|vor gericht|erstatte\w*)\b/,
  ],
  [
    "payment",
    /\b(?:amount|sum|money|charge|payment|debit|card|bank|billed|charged|invoiced?|betrag|summe|geld|zahlung|abbuchung|abgebucht|bezahlt|karte|rechnung)\b/,
    /\b(?:twice|two times|double|finally|at last|know nothing about|unknown|never (?:ordered|bought|made|received|arrived)|(?:already )?sent back|back (?:now|please|immediately)|disappeared|vanished|gone from|left my (?:account|bank)|without my|doppelt|zweimal|zwei mal|mehrfach|endlich|unbekannt|nie (?:bestellt|gekauft|erhalten)|nicht von mir|zuruck,? bitte|bitte .{0,40} zuruck\b|obwohl)\b/,
  ],
  [
    "cancellation",
    /\b(?:order|purchase|contract|account|membership|subscription|parcel|bestellung|kauf|vertrag|konto|mitgliedschaft|abo|paket)\b/,
    /\b(?:(?:do not|don't|no longer) (?:need|want)|(?:please|kindly|just|want to|like to) (?:stop|close|end|scrap|undo|call off|withdraw)|(?:stop|close|scrap|undo) (?:it|this|that|the|my)|(?:get|want|back|opt|pull|like|step)(?:ing|ed|s)? (?:\w+ ){0,2}out of|changed my mind|not (?:to )?send|don't send|nicht mehr (?:verschicken|senden|schicken|haben|brauchen|benotig\w*|liefern)|brauche (?:\w+ ){0,3}nicht mehr|anders uberlegt|rausnehmen|stoppen|auflosen|ruckgangig)\b/,
  ],
  [
    "privacy",
    /\b(?:data|information|details|personal|profile|account|phone number|address|e-?mail|invoice|label|letter|name|daten|profil|konto|telefonnummer|adresse|rechnung|lieferschein|anschrift)\b/,
    /\b(?:(?:remove|delete|erase|wipe|destroy) (?:all|every|my|any|it|them|everything)|on (?:me|file about)|strangers?'?s?|(?:somebody|someone|anyone) (?:has |have )?(?:logged|got|accessed|used|changed|else)|hack\w*|phish\w*|fremd\w*|jemand (?:anders|anderes|hat)|gehackt|woher haben (?:sie|ihr)|(?:bitte )?loschen|gestohlen)\b/,
  ],
  [
    "safety",
    /\b(?:i|me|my (?:\w+ )?(?:son|daughter|child|kid|wife|husband|hand|finger|face|eye|head|leg|arm|foot|back|skin)|he|she|him|her|eye|face|head|hand|fingers?|skin|ich|mir|mich|mein\w*|sohn|tochter|kind|auge|gesicht|kopf|finger|haut)\b/,
    /\b(?:hit|struck|stabbed|pierced|knocked|burn(?:t|ed)|bruise\w*|blister\w* from|swollen|dizzy|unconscious|electrocuted|so hot (?:it|that)|metres? (?:down|deep)|(?:meter|metern) (?:tief )?(?:gefallen|abgesturzt|gesturzt)|abgesturzt|getroffen am|gequetscht|verbrannt|verletzt|geschnitten|geschwollen|schwindel\w*)\b/,
  ],
  [
    "safety",
    /\b(?:battery|akku|stove|burner|lamp|lantern|headlamp|heater|cartridge|canister|kocher|brenner|lampe|kartusche|gaskartusche|carabiner|karabiner|rope|seil|harness|gurt)\b/,
    /\b(?:smok\w*|caught|fire|melt\w*|explo\w*|so hot|very hot|sparks?|swell\w*|swollen|hiss\w*|leak\w*|broke|snapped|gave way|gebrannt|brannte|raucht\w*|geschmolzen|explo\w*|heiss (?:geworden|gelaufen)|gerissen|gebrochen|unter last)\b/,
  ],
];
