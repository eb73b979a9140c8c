import type { Risk } from "../../../contracts/understanding.ts";

/**
 * Risks as people tell them who know no set phrase for them: each is two things said in one sentence, a thing and what
 * became of it. Matched like the other signs, against folded sentences.
 */
export const plainRisks: readonly (readonly [Risk, RegExp, RegExp])[] = [
  [
    "legal",
    /\b(?:consumer|verbraucher\w*|consumo|consommation|consument\w*|consumatori|authorit(?:y|ies)|mediateur|behorde)\b/,
    /\b(?:complain\w*|hear (?:about|from)|informed|report(?:ed|ing)?|lodg\w*|centre|center|saisir\w*|reclamacion|informiert|beschwerde|klacht|einschalt\w*)\b/,
  ],
  [
    "legal",
    /\b(?:legal (?:cover|insurance|protection)|claim|deadline|frist|jurist\w*|rechtsbijstand|avvocato|abogado|avocat)\b/,
    /\b(?:cover|go-ahead|enforced?|final|letzte|after which|danach|klarer fall|schakel\w*|rivolgero|contactar\w*|legal|hand(?:ed|ing)? over|einleiten)\b/,
  ],
  [
    "payment",
    /\b(?:account|statement|card|paypal|kontoauszug|konto|karte|cuenta|tarjeta|compte|euros?|conto|rekening)\b/,
    /\b(?:withdrawals|a (?:booking|charge) from you|two (?:bookings|charges|debits)|never ordered|(?:don't|do not|didn't) recogni[sz]e|i've disputed|have disputed|someone has used|somebody has used|used my card|zwei abbuchungen|gar nichts bestellt|nichts bestellt|jemand hat|mit meiner karte|you've taken|you took|wrong card|eingezogen, (?:dabei|obwohl))\b/,
  ],
  [
    "payment",
    /\b(?:refund\w*|money|difference|discount|(?:ruck)?erstatt\w*|geld|differenz|rabatt|gutschrift)\b/,
    /\b(?:short|(?:haven't|hasn't|not|never|still) (?:yet )?(?:\w+ )?(?:seen|arrived|come|got|received)|(?:was|were) (?:meant|supposed|due) to (?:be|arrive|come)|(?:wasn't|was not|weren't|not) (?:applied|deducted|taken off|honoured)|i'd like the difference|(?:es )?fehlen|fehlt|noch (?:keins|nicht (?:da|zuruck|eingegangen))|nicht (?:abgezogen|berucksichtigt)|bitte um erstattung)\b/,
  ],
  [
    "payment",
    /\b(?:cancell?ed|returned|sent (?:it|them|everything) back|storniert|zuruckgeschickt|in time|rechtzeitig)\b/,
    /\b(?:(?:you )?(?:still )?(?:debited|charged|billed) (?:me|my)|(?:haven't|hasn't) seen the money|(?:trotzdem|dennoch) .{0,20}(?:abgebucht|belastet|berechnet)|abgebucht|geld ist noch)\b/,
  ],
  [
    "payment",
    /\b(?:reminder|mahnung|zahlungserinnerung|unpaid|unbezahlt|billed me|you (?:billed|invoiced)|overdue notice)\b/,
    /\b(?:already|long ago|i paid|have paid|although|instead|langst|uberwiesen|bezahlt (?:habe|ist|wurde)|by transfer|chose|never (?:got|received|ordered))\b/,
  ],
  [
    "payment",
    /\b(?:debite\w*|cobrad\w*|cargos?|afgeschreven|addebitat\w*|importo|geld)\b/,
    /\b(?:deux fois|dos veces|twee keer|due volte|devuelvan|teruggestort)\b/,
  ],
  [
    "cancellation",
    /\b(?:my last|mein(?:e)? letzter?|last (?:purchase|order)|one more|noch eine|won't be|will not be|from now on|in future|kunftig|you've (?:just )?lost|you have (?:just )?lost|sie haben|rivals|concurrent|konkurrenz|hereby|hiermit|friday|freitag)\b/,
    /\b(?:(?:purchase|order|buy) (?:with|from) you|einkauf bei|bestellung bei|gone for good|i'm gone|bin ich weg|ich weg|(?:shopping|ordering|buying) (?:here|with you|from you)|gear elsewhere|buy .{0,25}elsewhere|kaufe .{0,20}(?:anderswo|woanders)|a customer|kundin verloren|kunden verloren|my custom|withdraw|trete|have the order back|ik ga naar)\b/,
  ],
  [
    "cancellation",
    /\b(?:cancelen|cancelad|annullate|annuleer|annulez|annulla)\b/,
    /\b(?:pedido|ordine|bestelling|commande)\b/,
  ],
  [
    "privacy",
    /\b(?:information|informationen|data|daten|everything|alles|alle|gegevens|datos|dati|donnees)\b/,
    /\b(?:(?:hold|have|keep|stored|store|know|knows) (?:\w+ )?(?:about|on) me|uber mich|sobre mi|over mij|passed (?:it|them|my \w+) on|aus ihrem system|miei dati|mes donnees|datos que tienen|profiling|weitergabe meiner|personali)\b/,
  ],
  [
    "privacy",
    /\b(?:(?:neighbour|neighbor|wife|husband|friend|sister|brother|mother|father|colleague|partner|daughter|son|boss|ex)'s|ex-husband|ex-wife|ex-partner|somebody else's|someone else's|of the person|for a stranger|fremde|meiner (?:nachbarin|frau|freundin|mutter|schwester|chefin)|meines (?:nachbarn|mannes|freundes|vaters|bruders|chefs))\b/,
    /\b(?:order status|orders?|bestellung(?:en)?|where .{0,30}parcel is going|phone number|access to my|reads my|messages|wohin)\b/,
  ],
  [
    "privacy",
    /\b(?:advertising|marketing|werbung|newsletter|e-?mail|phone number|handynummer|telefonnummer|adressen|addresses|date of birth|geburtsdatum)\b/,
    /\b(?:never (?:agreed|consented|gave|signed)|without (?:my )?(?:consent|permission)|nie zugestimmt|ohne (?:meine )?(?:zustimmung|einwilligung|erlaubnis)|widerspreche|i object|all the addresses|visible|klartext|how did you get|where did you get|woher haben|correct my|delete the old|berichtig\w*)\b/,
  ],
  [
    "privacy",
    /\b(?:article|artikel|art\.?) ?(?:15|16|17|20|21)\b/,
    /\b(?:data|daten|access|auskunft|loschung|request|erasure)\b/,
  ],
  [
    "safety",
    /\b(?:stove|burner|lamp|power ?bank|battery|akku|kocher|brander|fornello|rechaud|bateria|batterie|batteria|hornillo|lampe|charger|ladegerat)\b/,
    /\b(?:scorch\w*|flames?|a bang|knall|flammen|angesengt|aufgeblaht|gonfl\w*|hincho|humo|shock|einen schlag|vlam|fuoco|feu|verbrand|bruciat\w*|so heiss|swelled|fumes|exploded)\b/,
  ],
  [
    "safety",
    /\b(?:harness|klettergurt|ice axe|eispickel|sling|rope|seil|helmet|helm|carabiners?|karabiner|buckle|schnalle|sling|schlinge|belay\w*)\b/,
    /\b(?:coming apart|came apart|comes apart|split|gave way|came open|aufgegangen|lost sich|gerissen|crack\w*|gebrochen|frayed|am seil hing|nachgegeben)\b/,
  ],
  [
    "safety",
    /\b(?:needle|nadel|boiling water|kochendes wasser|paint|farbe|lining|futter|gas|shock|splinter)\b/,
    /\b(?:into my|in my (?:arm|hand|foot|finger)|went (?:right )?into|in den (?:arm|fuss|finger)|in die hand|over my|uber (?:mein|die) (?:bein|hand)|in (?:her|his) mouth|im mund|ausschlag|ausgetreten|leaking)\b/,
  ],
  [
    "payment",
    /\b(?:statement|visa|mastercard|amex|credit card|kontoauszug|kreditkarte\w*|abrechnung)\b/,
    /\b(?:never bought|never ordered|nie (?:bestellt|gekauft)|there is a line|twice|same order|an error|hit my|ziehen mir)\b/,
  ],
  [
    "payment",
    /\b(?:held|holding|withheld|einbehalten|ziehen (?:sie )?mir|been paid|paid nothing|full sum|bounced)\b/,
    /€|£|\b(?:eur|euros?|pounds|belonging to me|nothing|in my account|rent|ab)\b/,
  ],
  [
    "cancellation",
    /\b(?:wenn|falls|if|unless|otherwise|sonst)\b/,
    /\b(?:bin ich weg|i'm gone|i am gone|i'm off|sind wir weg)\b/,
  ],
  [
    "privacy",
    /\b(?:losch(?:en|e|t|ung)|delete|deleted|erase|erased|wissen|verwijder\w*|supprim\w*|borrar|borren|cancellare)\b/,
    /\b(?:kundenkonto|mein konto|my account|angaben zu mir|gespeichert\w*|of my address|my (?:address|details|data)|alles wat|van mij|bewaren|mes informations|mis datos)\b/,
  ],
  [
    "privacy",
    /\b(?:for|of|to|einer?|fur|an) (?:a |an )?(?:lady|woman|man|gentleman|stranger|different person|different customer|mrs|mr|frau|herrn|unbekannten)\b/,
    /\b(?:home address|phone number|telephone number|telefonnummer|anschrift|adresse)\b/,
  ],
  [
    "privacy",
    /\b(?:codes|orders|names|addresses|details|bestellungen|namen|adressen)\b/,
    /\bof (?:the )?(?:last|other) (?:\w+ )?(?:people|customers|buyers)\b|\b(?:der letzten|anderer) (?:\w+ )?(?:kunden|kaufer)\b/,
  ],
  // An amount that is waited for, demanded, or has a day set to it.
  [
    "payment",
    /(?:€|£) ?\d|\b\d[\d.,]* ?(?:€|£|euros?|eur|pounds|quid|franken|chf)(?!\p{L})|\b(?:kaufpreis|betrag|summe|purchase price|amount|sum|erstattung|refund)\b/u,
    /\b(?:waiting for|warten? (?:\w+ ){0,6}auf|(?:ge)?wartet|binnen|(?:innert|innerhalb) \w+ (?:tagen?|wochen?)|within \w+ (?:days|weeks)|bis (?:zum|ende|spatestens)|fordere|verlange|demand|require you|zu erstatten|nicht erstattet|trotz rucksendung|abgebucht|2x|zuruckhaben|ich das .{0,20}zuruck|not (?:been )?(?:refunded|repaid|credited)|by the \d+\w*|klage|anwalt|lawyer|solicitor)\b/,
  ],
  // Somebody speaks for a client, or others already deal with it.
  [
    "legal",
    /\b(?:mandant\w*|my clients?|our clients?|advocate|insurers?|insurance|versicherung|betreibung\w*|rechtsvertret\w*|kanzlei|law firm)\b/,
    /\b(?:namens|im auftrag|on behalf|vertret\w*|represent\w*|instructed|position|einleiten|erhalten|anfechten|haftung|haftbar|liab(?:le|ility)|accident|unfall|claim|wait\w*|vollmacht|wenden)\b/,
  ],
  // A part of a body was broken, and a thing of ours is named beside it: who fell down the stairs was hurt by nothing of ours.
  [
    "safety",
    /^(?=.*\b(?:wrist|ankle|arm|leg|collarbone|shoulder|ribs?|finger|nose|tooth|teeth|handgelenk|knochel|bein|schlusselbein|schulter|rippen?|nase|zahn)\b).*\b(?:of your|your \w+|von ihnen|ihr(?:e[mnrs]?)? \w+|eure?[mnrs]? \w+|sticks?|poles?|stock|strap|buckle|schnalle|by itself|von selbst|gave way|nachgegeben)\b/,
    /\b(?:broken|broke|fractured|dislocated|sprained|torn|gebrochen|verstaucht|ausgekugelt|geprellt)\b/,
  ],
];
