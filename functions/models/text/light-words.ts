/**
 * Words that any question may have without being about them: how people lead up to a matter, whom it concerns, when and
 * how gladly. An answer may do without them. What names a thing, a place, an act or a quality never belongs here.
 */
export const lightWords: Readonly<Record<string, string>> = {
  en: `allow allowed allows permitted moment decide decided deciding case situation matter thing stuff kind sort version way manner
    guess suppose imagine assume believe expect expecting expected understand understood remember notice noticed realise realize
    heard hear heard told said read saw seen saying begin beginning begins started proceed proceeding procedure step steps policy rule rules
    options option choice customer customers client buyer shopper total overall altogether common general
    normal standard typical average rough roughly guidance instructions manage arrange arranging sorted sort fully entirely completely
    totally partly mainly mostly especially particularly specifically simply single separate various room space different reckon reckoning hit going northern southern western eastern somewhere programme medium
    exact precise clear sure certain likely necessary required needed requirement supposed meant entitled
    currently present meanwhile yet top extra additionally
    everything anything something nothing none each every both either neither
    wife husband partner girlfriend boyfriend mum mom dad father mother son daughter brother sister uncle aunt cousin grandma
    grandpa grandmother grandfather niece nephew boss friend friends deadline family kids
    child children baby teenager boy girl man woman guy lady flatmate roommate parents inlaws mate
    birthday christmas wedding anniversary easter xmas graduation retirement gift present surprise occasion party
    trip trips holiday holidays vacation journey tour hike hiking trek trekking camping climbing expedition adventure festival
    summer winter spring autumn season weekend evening morning afternoon night noon midday today tomorrow yesterday tonight
    week weeks month months year years day days hour hours minute minutes january february march april june july august
    september october november december next last past coming recent recently ago around about over
    four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred
    euro euros eur cent cents bucks quid
    accidentally mistake mistakenly luckily sadly silly stupid dumb
    placing placed purchase purchased purchasing bought buying shopping
    web site website page online internet app button section menu link links
    bother worry worried afraid keen eager curious interested interest
    actual real proper true fine okay ok good great nice lovely better best perfect ideal
    anyone everyone someone folks others somebody anybody
    want wanting wanted need needing wish like prefer hoping intend intending plan planning plans planned thinking considering
    happen happening happens happened work works working go going goes went come coming comes came get getting gets got
    put putting make making makes made take takes taking took give gives giving let lets see look looking check checking
    show showing shown stay stays remain remains fall falls falling status tell telling say find finding found know knowing ask asking explain
    live living lives based located moved moving abroad away far near close
    deal treat treated lot bit few couple pair set
    usual course regards concerning regarding related relation terms respect
    state stated says mention mentioned written
    little big`,
  de: `erlaubt erlauben gestattet moment entscheiden entschieden fall situation sache ding dinge art version weise
    vermute denke glaube annehme erwarte erwarten verstehe verstanden erinnere bemerkt gehört gesagt gelesen gesehen
    anfangen beginnen begonnen vorgehen ablauf schritt schritte regel regeln regelung optionen option möglichkeit möglichkeiten wahl
    alternative kunde kunden kundin insgesamt gesamt allgemein generell normal normalerweise standard typisch durchschnittlich
    anleitung regeln komplett ganz ganze ganzes völlig teilweise vor allem besonders einzeln einzelne verschiedene anderes
    genau klar sicher nötig notwendig erforderlich eigentlich überhaupt
    aktuell derzeit momentan gerade später früher danach vorher vorab noch schon
    rest restliche alles etwas nichts jeder jede beide beiden beides weder
    frau mann partner partnerin freundin freund mama papa vater mutter sohn tochter bruder schwester onkel tante oma opa nichte neffe
    kollege kollegin kollegen chef chefin familie kinder kind baby eltern schwiegereltern kumpel enkel enkelin
    geburtstag weihnachten hochzeit ostern jubiläum geschenk überraschung anlass feier
    reise reisen urlaub ferien tour wanderung wandern trekking camping klettern ausflug festival fahrt
    sommer winter frühling herbst saison wochenende abend morgen nachmittag nacht mittag heute gestern übermorgen
    woche wochen monat monate jahr jahre tag tage stunde stunden minute minuten januar februar märz april mai juni juli august
    september oktober november dezember nächste letzte vergangene kommende neulich kürzlich vor rund circa ungefähr
    vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig hundert
    euro eur cent
    vergessen versehentlich aus versehen irrtümlich leider zum glück blöd dumm
    bestellen bestellt bestelle bestellung kaufen gekauft kaufe einkaufen einkauf shoppen artikel produkt produkte sachen ware teil teile
    website webseite seite online internet app knopf button menü bereich link
    sorge sorgen angst neugierig interessiert interesse
    wirklich echt tatsächlich richtig gut gute guter gutes toll schön schöne prima super perfekt ideal besser besten
    jemand irgendwer andere anderen leute person personen menschen
    möchte will wünsche brauche benötige plane planen überlege überlegen vorhaben beabsichtige hoffe
    passieren passiert geschieht läuft klappt klappen funktionieren gehen geht ging kommen kommt kam bekomme bekomm kriege krieg kriegt erhalte
    machen mache macht tun nehmen nimmt nehmt geben gibt lassen schauen gucken sehen prüfen zeigen sagen finden find nutzen benutzen verwenden
    wissen weiß fragen erklären
    wohne wohnen lebe leben umgezogen ausland weit nah nähe seite drüben
    gern gerne lieb nett bisschen paar stück
    üblich üblicherweise bezüglich betrifft angeht hinsichtlich
    steht geschrieben erwähnt
    dort dorthin her hin schenken verschenken schenke schenkt gilt kam neu neue neuen neues neuer neuem bitte denn eben halt mal eigentlich direkt einfach rechnen rechne tochter sohn wohnt studiert versuchen versuche versuch`,
};
