import { fold, stem } from "./words.ts";

/** One line, one thing that customers and articles call by different words. A word may stand in several lines. */
const groups: Readonly<Record<string, readonly string[]>> = {
  en: [
    "delivery deliver shipping ship shipment dispatch arrive arrival courier post postage reach",
    "cost price charge fee pricing expensive much pay",
    "return returning back takeback",
    "exchange swap change replace switch",
    "refund reimburse reimbursement money moneyback repay",
    "warranty guarantee",
    "repair mend fix broken break faulty fault defect defective",
    "damaged damage broken crushed dented torn",
    "missing lost incomplete lack absent",
    "wash clean cleaning laundry washing machine mud dirt dirty stain wipe muddy",
    "dry drying tumble",
    "store storage storing stow",
    "reset forgot forgotten recover",
    "password login signin sign",
    "locked blocked lock",
    "track tracking trace follow parcel package shipment whereabouts",
    "parcel package packet box",
    "invoice bill receipt",
    "vat tax",
    "company business firm",
    "giftcard voucher coupon",
    "valid validity expire expiry last",
    "balance credit left remaining",
    "unsubscribe optout subscribe subscription subscribed newsletter mailing",
    "cancel cancellation cancelling stop",
    "change modify edit alter amend update",
    "address destination",
    "points loyalty bonus reward rewards scheme programme",
    "declined decline refused refuse rejected",
    "missing arrive arrives",
    "phone telephone call ring number",
    "hours opening open reach available",
    "store showroom shop branch outlet",
    "collect pickup collection person",
    "transfer bank wire",
    "instalments installments klarna instalment",
    "card visa mastercard creditcard credit",
    "spare replacement extra additional",
    "peg stake pegs",
    "pitch setup assemble erect set",
    "tent shelter",
    "jacket coat parka anorak",
    "wax waxed waxing rewax proof reproof",
    "rucksack backpack daypack",
    "boots shoes footwear",
    "size sizing fit larger smaller large measure measurement chest",
    "customs duty duties import",
    "uk britain england scotland wales",
    "dispatch leave ship sent",
    "sold stock available availability",
    "free gratis",
    "days deadline period long",
    "suit like fit",
    "hire rent rental renting hiring",
  ],
  de: [
    "lieferung liefern lieferzeit versand verschicken zustellung zustellen sendung ankommen lieferdauer versenden",
    "kosten kostet preis gebühr teuer versandkosten porto kosten berechnen",
    "rückgabe zurückgeben zurückschicken zurücksenden zurückbringen zurück retoure retournieren rücksendung rückgabefrist",
    "umtausch umtauschen tauschen austauschen",
    "erstattung erstatten rückerstattung geld rückzahlung",
    "garantie gewährleistung",
    "reparatur reparieren kaputt defekt",
    "beschädigt kaputt schaden",
    "waschen reinigen reinigung wäsche pflegen pflege",
    "zurücksetzen vergessen",
    "passwort kennwort anmelden einloggen login",
    "gesperrt sperren sperre fehlversuch fehlversuche",
    "belasten abbuchen abbuchung vorgemerkt",
    "verfolgen sendungsverfolgung tracking sendungsnummer",
    "paket päckchen sendung packerl",
    "etikett label rücksendeetikett",
    "rechnung beleg",
    "gutschein geschenkkarte geschenkgutschein",
    "bezahlen zahlen zahlung zahlungsart zahlungsarten zahlungsmittel zahlungsmöglichkeiten",
    "überweisung überweisen banküberweisung",
    "rechnung kauf rechnungskauf",
    "raten ratenzahlung ratenkauf",
    "karte kreditkarte visa mastercard",
    "belastet belasten abbuchen abgebucht abbuchung",
    "größe größen grösse passt passen",
    "schweiz zürich",
    "zoll einfuhrsteuer einfuhr zollgebühren",
    "kostenlos gratis umsonst frei versandkostenfrei kostenfrei",
    "frist tage rückgabefrist zeit",
    "stornieren storno abbestellen",
    "link mail email",
    "etikett label",
    "erhalten ankommen",
  ],
};

/** What is part of what: a question about the first may be answered by a passage about the second, not the other way. */
const wider: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    "eu european": `france spain italy portugal poland denmark sweden finland greece hungary croatia slovenia slovakia
      czechia czech romania bulgaria estonia latvia lithuania malta cyprus germany austria netherlands belgium
      luxembourg ireland paris lyon strasbourg nice marseille madrid barcelona seville rome milan bologna florence naples
      turin lisbon porto warsaw krakow copenhagen aarhus stockholm gothenburg helsinki athens budapest zagreb ljubljana
      bratislava prague bucharest sofia tallinn vilnius riga valletta`,
    germany: "berlin munich hamburg cologne frankfurt leipzig stuttgart dresden bremen hanover",
    austria: "vienna salzburg graz linz innsbruck",
    netherlands: "amsterdam rotterdam utrecht eindhoven holland",
    belgium: "brussels antwerp ghent",
    ireland: "dublin cork galway limerick sligo waterford kilkenny donegal kerry",
    switzerland: "zurich geneva basel bern lausanne",
    norway: "oslo bergen trondheim stavanger",
    uk: "london edinburgh manchester glasgow birmingham cardiff leeds bristol",
  },
  de: {
    "eu lander": `frankreich spanien italien portugal polen dänemark schweden finnland griechenland ungarn kroatien
      slowenien slowakei tschechien rumänien bulgarien estland lettland litauen malta zypern niederlande belgien
      luxemburg deutschland österreich`,
    "eu lander außerhalb": "straßburg paris mailand rom madrid amsterdam brüssel prag warschau kopenhagen stockholm",
    deutschland: "berlin münchen hamburg köln frankfurt leipzig stuttgart dresden bremen hannover nürnberg",
    österreich: "wien salzburg graz linz innsbruck klagenfurt bregenz",
    schweiz: "zürich genf basel bern lausanne luzern",
  },
};

/** Things one can buy: what an article says of any item, it says of them. */
const products: Readonly<Record<string, string>> = {
  en: `jacket coat tent boot boots shoe shoes rucksack backpack shirt trousers sock glove hat fleece mat stove sleepingbag
    pole hammock lamp knife layer bottle cooler`,
  de: `jacke mantel zelt stiefel schuhe schuh rucksack hemd hose socken handschuh mütze schlafsack isomatte kocher lampe
    messer flasche wanderschuhe`,
};
const productStems = new Map(
  Object.entries(products).map(([language, words]) => [
    language,
    new Set(words.split(/\s+/).map((word) => stem(fold(word, language), language))),
  ]),
);
const anyItem = /\b(?:items?|products?|anything|something|everything|artikel|ware|alles|etwas)\b/i;

/** Whether a passage about any item speaks of this thing, too. */
export const coversAnyItem = (term: string, passage: string, language: string): boolean =>
  productStems.get(language)?.has(term) === true && anyItem.test(passage);

const concepts = new Map(
  Object.entries(groups).map(([language, lines]) => {
    const byStem = new Map<string, Set<string>>();
    for (const line of lines) {
      const stems = line.split(" ").map((word) => stem(fold(word, language), language));
      for (const one of stems) byStem.set(one, new Set([...(byStem.get(one) ?? []), ...stems]));
    }
    return [language, byStem];
  }),
);

const widened = new Map(
  Object.entries(wider).map(([language, table]) => {
    const byStem = new Map<string, string[]>();
    for (const [whole, parts] of Object.entries(table)) {
      for (const part of parts.split(/\s+/)) {
        byStem.set(
          stem(fold(part, language), language),
          whole.split(" ").map((word) => stem(fold(word, language), language)),
        );
      }
    }
    return [language, byStem];
  }),
);

/** Stems that may stand for this one, without itself. */
export function synonymsOf(term: string, language: string): readonly string[] {
  const near = concepts.get(language)?.get(term) ?? new Set<string>();
  return [...near].filter((other) => other !== term);
}

/** Stems of what this is a part of: `france` → `eu`. */
export const wholesOf = (term: string, language: string): readonly string[] => widened.get(language)?.get(term) ?? [];
