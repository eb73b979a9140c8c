import { wholes } from "./places.ts";
import { germanGroups } from "./synonym-groups-de.ts";
import { englishGroups } from "./synonym-groups-en.ts";
import { fold, stem, wordsOf } from "./words.ts";

const groups: Readonly<Record<string, readonly string[]>> = { en: englishGroups, de: germanGroups };

/** Things one can buy: what an article says of any item, it says of them. */
const products: Readonly<Record<string, string>> = {
  en: `jacket coat tent boot boots shoe shoes rucksack backpack shirt trousers sock glove hat fleece mat stove sleepingbag
    pole hammock lamp knife layer bottle cooler`,
  de: `jacke mantel zelt stiefel schuhe schuh rucksack hemd hose socken handschuh mütze schlafsack isomatte kocher lampe
    messer flasche wanderschuhe`,
};
function stemsOf(table: Readonly<Record<string, string>>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    Object.entries(table).map(([language, words]) => [
      language,
      new Set(words.split(/\s+/).map((word) => stem(fold(word, language), language))),
    ]),
  );
}
const productStems = stemsOf(products);
/** What a shop does with any of its goods alike: its rules hold for a jacket as for a tent. */
const policies: Readonly<Record<string, string>> = {
  en: `return exchange refund delivery deliver ship shipping dispatch arrive cost postage warranty repair pay order cancel change
    points giftcard invoice damaged track claim collect unsubscribe replacement try person earn spend`,
  de: `rückgabe zurückgeben zurückschicken zurücksenden umtausch umtauschen tauschen erstattung lieferung liefern versand kosten
    versandkosten garantie reparatur bezahlen zahlung stornieren gutschein rechnung beschädigt verfolgen ankommen benutzt unbenutzt`,
};
const policyStems = stemsOf(policies);
/** Whether the stem names something that a shop's rules are about. */
export const isPolicy = (term: string, language: string): boolean =>
  policyStems.get(language)?.has(term) === true ||
  synonymsOf(term, language).some((other) => policyStems.get(language)?.has(other) === true);

const dealings = stemsOf({
  en: "exchange return refund warranty repair replacement",
  de: "umtausch rückgabe erstattung garantie reparatur rücksendung",
});
/** Whether the stem names a dealing with rules and prices of its own. */
export const isDealing = (term: string, language: string): boolean => dealings.get(language)?.has(term) === true;

/** What else `it` may be. */
const objects = stemsOf({
  en: "giftcard point password newsletter invoice warranty link return refund claim tracking repair exchange basket size delivery shipping shipment",
  de: "gutschein passwort newsletter rechnung garantie link rückgabe erstattung umtausch sendungsverfolgung rücksendung lieferung versand",
});
const ownRules = stemsOf({ en: "giftcard newsletter point", de: "gutschein newsletter punkte" });
/** Whether the stem names something that has rules of its own: what holds for it may hold for nothing else. */
export const hasOwnRules = (term: string, language: string): boolean =>
  isThing(term, language) || ownRules.get(language)?.has(term) === true;
/** Whether the stem names something that a later sentence may call `it`. */
export const isReferent = (term: string, language: string): boolean =>
  isThing(term, language) ||
  objects.get(language)?.has(term) === true ||
  (language === "de" && synonymsOf(term, language).some((other) => isDealing(other, language)));

/** Whether the stem names a thing one can buy. */
export const isThing = (term: string, language: string): boolean => productStems.get(language)?.has(term) === true;

const anyItem =
  /\b(?:items?|products?|anything|something|everything|orders?|parcels?|delivery|artikels?|ware|alles|etwas|bestellung(?:en)?|pakete?|lieferung|versand)\b/i;

/** Whether a passage about any item speaks of this thing, too. */
export const coversAnyItem = (term: string, passage: string, language: string): boolean =>
  isThing(term, language) && anyItem.test(passage);

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
  Object.entries(wholes).map(([language, table]) => {
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
export const wholesOf = (term: string, language: string): readonly string[] => {
  const own = widened.get(language)?.get(term) ?? [];
  // `any other country` is every country but the one that is named beside it, which is where we are.
  return isPlace(term, language) && !home.has(term) && !own.some((whole) => home.has(whole))
    ? [...own, "anycountry"]
    : own;
};
const home = new Set(["ireland", "irish"]);

/** The places a text names, as stems: cities and countries that some article speaks of, if only as a part of the EU. */
export const placesIn = (text: string, language: string): string[] =>
  [...new Set(wordsOf(text, language).map((word) => stem(word, language)))].filter((term) => isPlace(term, language));

/** Whether the stem names a place. */
export const isPlace = (term: string, language: string): boolean =>
  widened.get(language)?.has(term) === true || places.get(language)?.has(term) === true;

const places = new Map(
  Object.entries(wholes).map(([language, table]) => [
    language,
    new Set(
      Object.keys(table).flatMap((whole) => whole.split(" ").map((word) => stem(fold(word, language), language))),
    ),
  ]),
);
