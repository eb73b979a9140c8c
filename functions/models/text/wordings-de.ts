/** German ways to say one thing in several words, and the word it is compared by; see the English ones. */
export const germanWordings: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})änder(?:e|n|t|st|ung|ungen)?(?!\p{L})/giu, "abwandeln"],
  [/(?<!\p{L})länge[n]?(?!\p{L})/giu, "längenmaß"],
  [
    /\b(?:was|wie ?viel) (?:zahle|zahlt|bezahle|verlangen|verlangt|nehmen|nehmt) (?:ich|man|sie|ihr)\b/giu,
    "was kostet",
  ],
  [/\b(zoll|steuer|einfuhrsteuer|mehrwertsteuer)((?: \p{L}+){0,2}) (?:be)?zahlen\b/giu, "$1$2"],
  [/\bpacke?n?\b(?= (?:\p{L}+ ){0,3}zurück)/giu, "zurückschicken"],
  [
    /\b(?:nehmt|nehmen sie|akzeptiert|akzeptieren sie|geht|gehen)(?= (?:\p{L}+ ){0,3}(?:paypal|apple pay|google pay|visa|mastercard|amex|klarna|kreditkarten?|ec-karte|maestro|twint|bitcoin|giropay|überweisung))/giu,
    "zahlen mit",
  ],
  [/\b(?:neues|neuen|ein neues) (?:kennwort|passwort)\b/giu, "passwort zurücksetzen"],
  [/\bfordere?n? ((?:\p{L}+ ){0,5}?)an\b/giu, "anfordern $1"],
  [/\bwie viel zeit\b|\bwie lang\b(?!e)/giu, "wie lange"],
  [
    /\bbis wann\b|\bbis zu welchem (?:tag|datum|zeitpunkt)\b|\bwelche frist\b|\bwie viele tage habe ich (?:zeit)?\b/giu,
    "wie lange frist ",
  ],
  [
    /\b(?:geld|betrag|kaufpreis) ((?:\p{L}+ ){0,5})(?:zurück(?:bekomm\p{L}*|erhalt\p{L}*|überwies\p{L}*|gezahlt)?|wieder)(?=[\s.,?!]|$)/giu,
    "erstattung $1",
  ],
  [/\büberweis\p{L}* (?=(?:\p{L}+ ){0,4}geld\b)/giu, "erstatten "],
  [/\bgeld (?=(?:\p{L}+ ){0,4}(?:rücksendung|retoure|rückgabe))/giu, "erstattung "],
  [/\b(?:wieder )?(?:geld|gutgeschrieben) (?:auf|am) (?:meinem |dem )?konto\b/giu, "erstattung"],
  [/\b(?:buch|bucht|buchen|gebucht|zieh|zieht|ziehen) ((?:\p{L}+ ){0,5})(?:ab|ein)(?=[\s.,?!]|$)/giu, "belasten $1"],
  [
    /\bvon (?:meinem|meiner|der|dem) (?:konto|karte|kreditkarte) (?:\p{L}+ ){0,2}(?:abgebucht|genommen|eingezogen|abbuchen)\b/giu,
    "karte belasten",
  ],
  [
    /\b(?:nicht|nichts|keine? (?:e-?mail|mail|nachricht|link)) (?:an)?(?:gekommen|kommt|kam|da|erhalten|bekommen|eingetroffen)(?: an)?\b|\b(?:kommt|kam|ist) (?:\p{L}+ ){0,4}(?:nicht|nichts|keine? (?:e-?mail|mail|nachricht))(?: an| da)?(?=[\s.,?!]|$)/giu,
    "kommt nicht an",
  ],
  [
    /\b(?:noch )?(?:gar |noch )?(?:nichts|nix) (?:zu sehen|angezeigt|drin|sichtbar)\b|\b(?:da )?(?:etwas|was) (?:zu sehen|angezeigt|sichtbar)\b|\b(?:steht|zeigt|sehe ich|sieht man) (?:\p{L}+ ){0,3}?(?:noch )?(?:gar |immer noch )?(?:nichts|nix)\b|\bzeigt (?:\p{L}+ ){0,3}nichts an\b|\b(?:leer|tot)e? sendungsverfolgung\b/giu,
    "scan",
  ],
  [
    /\b(?:geht|gehen|ging) (?:\p{L}+ ){0,6}?(?:raus|hinaus|los|weg|auf die reise)(?=[\s.,?!]|$)|\b(?:verschick|versend|abschick|losschick)\p{L}*\b|\b(?:verlässt|verlassen) (?:\p{L}+ ){0,2}(?:lager|haus)\b|\babgeschickt\b|\brausgeschickt\b/giu,
    "verlassen lager versand",
  ],
  [/\bunterwegs\b|\bauf dem weg\b|\bbei mir (?:an|ist|sein|sind)\b|\bin meinen händen\b/giu, "lieferung"],
  [
    /\b(?:einen? )?(?:nummer|größe) (?:größer|kleiner)\b|\b(?:größer|kleiner)e[nsrm]?(?: größe| nummer)?\b|\b(?:andere|falsche|richtige|passende)[nr]? größe\b/giu,
    "andere größe",
  ],
  [
    /\bwo (?:mein|das|ein) (?:paket|päckchen|bestellung|sendung) (?:gerade |jetzt )?(?:ist|steckt|bleibt)\b|\bwo (?:es|sie) (?:gerade |jetzt )?(?:ist|steckt)\b/giu,
    "sendung verfolgen",
  ],
  [
    /\b(?:auf|per|gegen) (?:rechnung|ratenzahlung|raten)\b|\bin raten\b|\b(?:monatlich|später) (?:be)?zahlen\b|\brechnungskauf\b|\bklarna\b/giu,
    "rechnung raten zahlungsart",
  ],
  [/\b(?:vom|über das|von meinem) bankkonto\b|\bbanküberweisung\b|\bvorkasse\b|\bsepa\b/giu, "überweisung"],
  [
    /\b(?:neues|anderes) (?:passwort|kennwort)\b|\b(?:passwort|kennwort|zugangsdaten) (?:\p{L}+ ){0,3}(?:vergessen|verloren|verlegt|weg|ändern|erneuern)\b|\b(?:vergessen|weiß|kenne) (?:\p{L}+ ){0,3}(?:passwort|kennwort)(?: nicht mehr)?\b/giu,
    "passwort zurücksetzen",
  ],
  [
    /\b(?:zu oft|mehrmals|mehrfach|fünfmal|dreimal|ein paar mal) (?:\p{L}+ ){0,3}(?:falsch\p{L}*|vertippt|passwort)(?: (?:passwort|eingegeben|eingetippt))*\b|\bausgesperrt\b|\bkomme (?:\p{L}+ ){0,4}(?:nicht (?:mehr )?(?:rein|hinein|ins konto))\b/giu,
    "gesperrt passwort",
  ],
  [/\b(?:probiert|getragen|benutzt|gebraucht|verwendet|angehabt|genutzt)(?: worden)?\b/giu, "benutzt"],
  [/\b(?:nicht getragen|ungetragen|neu und ungetragen|ungeöffnet|originalverpackt|noch neu)\b/giu, "unbenutzt"],
  [
    /\b(?:doch nicht|nicht) (?:gefällt|gefallen|behalten|haben)\b|\bes mir anders überleg\p{L}*\b|\bumentscheid\p{L}*\b|\bumentschieden\b/giu,
    "nicht gefällt zurückgeben",
  ],
  [/\b(?:ab|bei) welche[mr] (?:bestellwert|betrag|summe|einkaufswert)\b/giu, "bestellwert kostenlos"],
  [
    /\b(schick|send|geb|gib|bring|setz|zahl|ruf|nehm|nimm|tausch|meld|bestell|lief)(\p{L}*)\b([^.?!]*?)\s(zurück|um|ab|an)(?=[\s.,?!]|$)/giu,
    "$4$1en$3",
  ],
  [/\b(zurück|um|ab|an|ein|aus)zu(\p{L}{3,}n)\b/giu, "$1$2"],
];
