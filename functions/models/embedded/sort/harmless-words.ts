import { stem, wordsOf } from "../../text/words.ts";

/**
 * What may stand beside a question without anybody having to react to it: goods, people, travels, times, sizes. The list is
 * closed on purpose: a word nobody thought of here is a reason for a person, never for silence.
 */
const words: Readonly<Record<string, string>> = {
  en: `jacket coat parka anorak fleece tent tents peg pegs pole poles rucksack backpack daypack boots boot shoe shoes sock
    socks sleepingbag bag mat stove lamp torch glove gloves hat trousers shirt vest rope map pocket pockets colour color cut fit fits
    fitted size sizes waxed wax down parcel package order ordered ordering orders bought buying buy purchase purchased gift card
    giftcard voucher present presents surprise birthday christmas wedding anniversary retirement easter
    sister brother mother father mum dad daughter son wife husband partner friend friends family parents cousin aunt uncle
    grandmother grandfather colleague colleagues neighbour nephew niece kids children boss team guide guides walking
    trip holiday journey tour hike hiking trek trekking camping climbing weekend beach sand cliffs mountain mountains hills
    alps lake sea coast forest summer winter spring autumn day days week weeks month months year years today tomorrow yesterday
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
    november december morning evening night tonight next last early earlier later first second one two three four five
    six seven eight nine ten new old big bigger small smaller large larger little tight snug narrow wide loose long short short
    shoulder shoulders sleeve sleeves foot feet waist chest toe toes
    plan planning plans thinking think choose choosing chose chosen wanted want like would love loved hope hoped wonder
    live lives living based moved move staying stay stayed visit visiting travel travelling arrive arrived came come delivered
    wore wear worn own owned have having use using used slept sleep tried sent send sending straight shop website online
    forgot ask asking question questions thing things quick email thread picking mind helpful dry warm light behind few
    gave given studying studies study reckon box threw throw outside inside past driving drive clicked click typed type times many glass living room medium number gave given got pair set colleague dinner baking competition held map hear service help helped answer reply bill
    tax declaration invoice account home house germany austria ireland france italy spain norway sweden denmark belgium
    netherlands luxembourg switzerland poland portugal finland scotland england wales uk eu europe delivery shipping returns
    matches matching thoughtful across nicest best collect
    dog dogs cat cats horse garden house flat apartment cottage cabin street town village city office shift shifts commute commuting train
    bus car van boat ferry bike bicycle island farm school college university student teacher nurse doctor scouts scout club choir
    church pub cafe restaurant lunch breakfast tea coffee rain rainy wind windy snow snowy sun sunny storm stormy fog foggy frost
    wet muddy hot cool chilly winters summers bog bogs moor moors river rivers valley glen path trail trails route camino pilgrimage
    festival race marathon retired retire turned turning turns celebrate celebrating celebrated celebration married marry marrying
    engaged born baptism communion raffle prize won win chipped chip started start starting join joined joining prepare preparing
    pack packing spend spending rarely seldom usually sometimes always mostly often never-ending red green blue black white grey yellow brown
    brandnew second-hand borrowed borrow lend lent younger older eldest youngest twin twins teenage grown law inlaw step half
    quarter hour hours minute minutes moment while ago bank banking app phone laptop computer browser tax return declaration accountant
    firm employer money budget save saving savings enough price pair couple dozen few several first-time beginner newbie
    regular loyal longtime years saw seen see heard read told recommended recommendation recommends article magazine blog
    video shop-window catalogue sale offer eur euro euros def definitely haha lol oops eh er hm another haul long short-term
    rough nearly almost roughly guess bit lot lots quite rather really truly simply newborn grandson granddaughter grandchild
    tummy belly hips hip thighs touch snugly wee godson goddaughter godchild fiance fiancee roommate flatmate classmate teammate coach instructor`,
  de: `jacke mantel zelt zelte hering heringe rucksack wanderschuhe schuhe stiefel socken schlafsack isomatte matte kocher lampe handschuhe
    mutze hose hemd weste paket bestellung bestellen bestellt bestelle kaufen gekauft kaufe gutschein geschenk geburtstag
    weihnachten hochzeit ostern schwester bruder mutter vater tochter sohn frau mann partner partnerin freund freundin freunde
    familie eltern kollege kollegin oma opa nichte neffe kinder reise urlaub tour wanderung wandern trekking zelten klettern
    wochenende strand berge alpen see meer kuste wald sommer winter fruhling herbst tag tage woche wochen monat monate jahr
    heute morgen gestern montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar marz april mai juni juli
    august september oktober november dezember abend nacht nachste nachsten letzte letzten erste zwei drei vier funf neu neue
    neuen gross grosser klein kleiner eng enge weit lang kurz grosse paar plane planen uberlege wohne wohnen lebe leben verschenken
    schenken schicken senden erhalten bekommen angekommen getragen trage nutze benutze anprobiert habe haben hatte mochte
    will wurde gern gerne deutschland osterreich schweiz italien frankreich frage fragen kurze konto rechnung lieferung versand
    onlineshop shop schon toll hilfe
    hund hunde katze pferd garten haus wohnung hutte strasse stadt dorf buro arbeit schicht schichten pendeln zug bahn auto fahrrad
    boot fahre insel hof schule studium student studentin lehrer lehrerin pfadfinder verein chor kirche regen wind schnee sonne sturm sturme
    nebel frost nass matsch heiss kuhl fluss tal weg pfad fernwanderweg jakobsweg pilgern festival lauf marathon rente pensioniert
    feiern gefeiert heiraten verheiratet taufe konfirmation kommunion gewonnen verlosung zusammengelegt angefangen beginnen vorbereiten
    packen selten meistens manchmal immer oft rot grun blau schwarz weiss grau gelb braun geliehen junger alter zwilling schwager
    schwagerin schwiegermutter schwiegervater enkel enkelin patenkind stunde stunden minute minuten moment bank banking app handy
    steuer steuererklarung firma arbeitgeber geld genug neuling anfanger stammkunde stammkundin jahrelang gesehen gelesen gehort
    empfohlen empfehlung artikel zeitschrift video katalog angebot euro haha fast ungefahr knapp bisschen ziemlich wirklich
    geworden werde wird zuruck unterwegs karpaten norwegen schweden island gerade eben loswerden begeistert drin tropfen
    sitzt sitzen passt passen bauch hufte taille stramm spannt knapp liegt verbringen schenke schenkt verschenke brauche brauchen seite franzosische franzosischen deutsche deutschen`,
};

const known: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(words).map(([language, list]) => [
    language,
    new Set(wordsOf(list, language).flatMap((word) => [word, stem(word, language)])),
  ]),
);

/** Whether the stem or word can stand in a sentence that wants no reaction. */
export const isHarmlessWord = (term: string, language: string): boolean => known[language]?.has(term) === true;
