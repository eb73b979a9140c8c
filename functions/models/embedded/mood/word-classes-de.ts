/** The classes of word-classes-en.ts in German and Dutch. */
export const germanicClasses: Readonly<Record<string, string>> = {
  I: "ich mir mich mein* wir uns unser* ik mij me mijn wij we ons onze m'n",
  YOU: "sie ihnen ihr ihre* ihren ihrem ihrer euch euer eure* eurer eurem du dein* fernwood jullie jouw uw u je jij",
  AGENT:
    "fahrer* bote* boten kurier* kollege* kollegin* mitarbeiter* hotline postbote* zusteller* lager depot werkstatt vorgesetzt* geschaftsfuhr* jemand irgendwer irgendjemand chatbot team abteilung herr dame bezorger* koerier* medewerker* collega* magazijn iemand chauffeur*",
  FIRM: "firma laden shop geschaft haus unternehmen service support kundendienst kunde kunden kundin kundenservice verein betrieb winkel bedrijf klantenservice klant* zaak site",
  NOBODY: "niemand* keiner keine* keinen keinem kein weder geen niemand",
  NOTHING: "nichts nix null leer nirgends niks niets leeg nergens",
  NEVER: "nie niemals jemals je nimmer nooit noit",
  NOT: "nicht net niet ohne zonder kaum nauwelijks unmoglich",
  NO: "nein nee",
  STILL: "immer noch bislang bisher bis-heute langst nog steeds nogmaals almaar",
  AGAIN: "wieder erneut wiederholt nochmal nochmals schon abermals weer opnieuw alweer andermaal",
  TIMES:
    "zweimal dreimal viermal zweiten dritten vierten funften zweite dritte vierte mal male mehrmals mehrfach tweede derde vierde vijfde keer tigste",
  SPAN: "tag tage tagen tagelang woche wochen wochenlang monat monate monaten stunden stundenlang ewig ewigkeit jahr jahre jahren minuten dag dagen week weken maand maanden uur uren jaren eeuwig",
  CLOCK:
    "montag* dienstag* mittwoch* donnerstag* freitag* samstag* sonntag* gestern heute morgen seit bis letzte* januar februar marz april juni juli august september oktober november dezember maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gisteren vandaag sinds tot vorige",
  WAIT: "warte warten wartet gewartet warteschleife schleife hange hangt hinterher* wacht wachten gewacht wachtrij",
  PROMISE:
    "versprochen versprech* zugesagt zugesichert hiess heisst gesagt sagen sagte behauptet behaupten angeblich garantiert geworben beloofd belofte zogenaamd gezegd zei zeggen beweerd",
  REPLY: "antwort* ruckmeldung reaktion ruckruf melden gemeldet meldet reagiert antwoord* reactie reageert gereageerd",
  CONTACT:
    "angerufen anruf* telefon* geschrieben schreiben schreibe mail mails e-mail* gemailt nachgefragt gefragt kontaktiert erklart gebeten gebeld bellen telefoon geschreven schrijf mailtje gevraagd",
  SENT: "geschickt schicken geliefert liefern lieferung angekommen ankommt kam kommt kommen gekommen verschickt versendet erhalten bekommen zugestellt verpackt verstuurd sturen geleverd levering aangekomen ontvangen gekregen",
  QUESTION: "wie was wann wo welche* wer wem wen woher wohin wieviel hoe wat wanneer waar welke wie hoeveel",
  WHY: "warum wieso weshalb wozu wofur waarom waarvoor",
  MAY: "kann konnen konnte konnten darf durfen wurde wurden ist sind gibt muss geht soll sollte moglich kan kunnen kunt mag zou zouden zijn is moet",
  POLITE:
    "bitte danke dank gern gerne freundliche* gruss* gruss lg herzlich* hallo guten liebe* sehr-geehrte* grusse moin servus alstublieft alsjeblieft bedankt groet* graag goedemorgen goedemiddag",
  WONDER:
    "wissen weiss frage fragen wundere interessier* vielleicht wohl vermutlich denke glaube sicher unsicher uberlege nachsehen weet vraag misschien vermoedelijk denk benieuwd",
  ANGER:
    "wutend wut sauer stinksauer verargert arger argerlich* unverschamt* frech* frechheit unfassbar unerhort unglaublich skandal* schande schandlich lacherlich* witz unmoglich* inakzeptabel unzumutbar unter-aller zumutung dreist* scheiss* mist verdammt kotz* idiot* saftladen sauladen schweinerei unding empor* entsetz* katastroph* beschamend* boden* theater bloss faxen schnauze genervt nervig verstimmt erbost fassungslos boos woedend kwaad belachelijk* schand* schandalig waardeloos onacceptabel ongelofelijk ongehoord bespottelijk verdomme klote* spuugzat woest ergerlijk zielig",
  SAD: "enttausch* traurig* schade leid bedauer* bedaure unzufrieden* unglucklich* frustr* verzweif* sprachlos gekrankt verletzt bitter* ernuchter* geschamt schame peinlich bekummer* betrublich teleurgesteld* teleurstell* verdrietig* jammer helaas ontevreden gefrustreerd sprakeloos bedroefd",
  CRY: "weinen geweint weinte weint tranen heulen gehuild huilen",
  BAD: "schlecht* mies* furchtbar* schrecklich* grauenhaft* erbarmlich* ubel* billig* wertlos* unbrauchbar* ramsch schund minderwertig* mangelhaft* unzuverlassig* unfreundlich* unprofessionell* schlampig* schabig* lieblos slecht* vreselijk* afschuwelijk waardeloze beroerd* troep rommel onbruikbaar belabberd",
  MISHAP:
    "kaputt* defekt* gebrochen gerissen abgerissen undicht nass durchnasst fleck* schimmel* stinkt riecht falsch* fehlt fehlte* verloren verschwunden weg spat verspat* beschadigt* zerbroch* verbogen klemmt storniert abgelehnt gesperrt lost ab offen hin zerkratzt geplatzt kapot stuk gescheurd lek nat verkeerd* kwijt mist ontbreekt vertraag* laat beschadigd gebroken los geweigerd geblokkeerd",
  TROUBLE:
    "problem* fehler* reklamation beschwerde* versehen angelegenheit ticket probleem problemen fout* klacht* gedoe",
  GOOD: "gut gute* guter prima nett* schon zufrieden froh* freundlich* hilfreich schnell* passt bequem klappt super goed* fijn leuk blij tevreden vriendelijk snel",
  LOVE: "toll* begeistert begeisternd wunderbar* wunderschon* perfekt* ausgezeichnet* hervorragend* spitze klasse genial grossartig* traum* liebe lieben empfehle* respekt beste bester besten angegossen mooi* prachtig* geweldig* perfect fantastisch* uitstekend* super heerlijk top",
  THANKS: "danke dank dankbar dankeschon bedankt dankjewel",
  MONEY:
    "geld bezahlt bezahlen zahlen zahle gezahlt preis* euro kosten kostet rechnung* konto karte teuer abgebucht abbuchen uberwiesen betrag gebuhr* betaald betalen prijs* rekening duur bankrekening afgeschreven",
  REFUND: "erstatt* ruckerstatt* gutschrift zuruckzahl* entschadig* gutschein terugbetal* terugbetaald tegoed",
  LEGAL:
    "anwalt* rechtsanwalt* gericht* klage verklag* rechtlich* verbraucherzentrale* polizei betrug* anzeige bewertung* offentlich presse mahnung frist advocaat rechter aangifte politie consumentenbond oplichting recensie",
  LEAVE:
    "konkurrenz woanders anderswo kundig* stornier* abschied verabschiede losche loschen schluss tschuss concurrent* elders opzeg* annuleer",
  DEMAND:
    "verlange fordere forder* erwarte sofort endlich umgehend verantwort* zustandig* entschuldig* erklarung will eis verwacht onmiddellijk nu eindelijk excuses verklaring wil",
  FAULT:
    "dumm* doof blod vergessen versehentlich vertippt schussel* tollpatsch* selbst eigene verlegt fehlklick vergeten stom per-ongeluk",
  DEFUSE:
    "eile eilig keine-eile stort sorge schlimm haha hihi lol scherz witzig lustig lachen glucklicherweise zum-gluck harmlos haast grapje gelukkig",
  IRONY:
    "anscheinend offenbar offensichtlich glanzleistung gluckwunsch* bravo reizend beeindruckend wirklich wahrlich bewunder* praktisch hut kino meisterleistung applaus blijkbaar kennelijk gefeliciteerd knap echt",
  EXPECT:
    "erwartet erwartete gehofft gedacht geglaubt gefreut sollte vertraut vertrauen gewohnt angenommen dachte hoffte verwachtte gehoopt dacht vertrouwen",
  LIE: "lug* gelogen betrog* betrug* abzock* abgezock* tausch* getauscht verarsch* verappel* hereingelegt reingefallen fake ausrede* floskel* textbaustein* hinhalt* abgespeist abwimmel* vorgefuhrt bedonderd opgelicht leugen* liegen smoes* afgescheept",
  RUIN: "ruin* verdorben verdirbt vermasselt verschwend* verpasst umsonst gefroren kalt hungrig vergebens verplempert verpest verpesten bedorven gemist voor-niets doorweekt",
  STAKES:
    "geburtstag* hochzeit* flitterwochen urlaub* reise tour weihnacht* jubilaum sohn tochter kind* mutter vater mann frau enkel* gaste fest verjaardag* bruiloft vakantie kerst zoon dochter kinderen moeder vader feest",
  TIRED: "mude satt genug reicht reichts geduld kraft nerven leid voll schluss endlos moe zat genoeg geduld puf",
  EXTREME:
    "alle jede* einzig* absolut einfach total vollig ganz genau nicht-einmal sogar ehrlich ernsthaft wirklich so sehr mindeste* uberhaupt gar alles elke enkele gewoon helemaal echt eerlijk totaal zelfs",
  CONTRAST:
    "aber jedoch obwohl trotz trotzdem statt stattdessen dennoch sondern nur ausser sonst andernfalls maar echter hoewel ondanks toch slechts",
  THAN: "als eher lieber dan liever",
  IF: "wenn falls ob sollte als indien of",
  PAST: "war waren hatte hatten wurde wurden habe haben hat bin gab ging nahm machte blieb was waren had hadden werd werden heb heeft ben",
  HAVE: "worden geworden gehabt",
  TREAT:
    "behandel* ignorier* umgeh* umgang abgewiesen beschuldig* unterstell* verweiger* aufgelegt abgewimmelt gelacht geschickt behandeld genegeerd beschuldigd geweigerd opgehangen",
  FEELING: "fuhle fuhlt gefuhl kam komme scheint wirkt voel voelt gevoel lijkt",
  LOYAL: "stammkund* treu* jahrelang empfohlen weiterempfohlen immer trouw* jarenlang altijd",
};
