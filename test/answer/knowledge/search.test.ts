import { beforeAll, describe, expect, test } from "vitest";
import { answerable } from "../../../functions/answer/knowledge/found-facts.ts";
import type { PassageIndex } from "../../../functions/answer/knowledge/passage-index.ts";
import { findPassages } from "../../../functions/answer/knowledge/search.ts";
import { sampleIndex } from "../sample-flow.ts";

/** Question, language, and the passage that must answer it; none means that no passage may. */
const asked: [string, string, string | undefined][] = [
  ["how do I get the mud off my waxed jacket without harming the wax?", "en", "waxed-jacket-care#1"],
  ["How long does delivery to Germany usually take?", "en", "delivery-times#3"],
  ["Does the Ember alcohol stove still light and boil water reliably at altitudes above 4000 metres?", "en", undefined],
  ["How many days do I have to return it if it does not suit me?", "en", "returns#1"],
  ["Can I pay by bank transfer?", "en", "payment-methods#2"],
  ["what is the best way to store my down sleeping bag until the summer?", "en", "down-sleeping-bag-care#3"],
  ["And do you also hire out snowshoes for a weekend?", "en", undefined],
  ["How long is the gift card valid?", "en", "gift-cards#1"],
  ["Where can I get spare pegs for the tent?", "en", "tent-setup-and-pegs#2"],
  ["what does shipping to Germany cost?", "en", "shipping-costs#2"],
  ["How do I exchange the jacket for a larger size?", "en", "size-exchange#1"],
  ["How long does delivery to France take?", "en", "delivery-times#4"],
  ["How do I clean my tent?", "en", undefined],
  ["Can I pay with Klarna?", "en", "payment-methods#1"],
  ["What are your opening hours?", "en", "contact-and-opening-hours#1"],
  ["How do I cancel my order?", "en", "change-or-cancel-order#2"],
  ["I forgot my password, what do I do?", "en", "password-reset#1"],
  ["How long is the warranty on a tent?", "en", "warranty-repair#1"],
  ["Do you sell kayaks?", "en", undefined],
  ["Can I get an invoice with my VAT number?", "en", "invoices#2"],
  ["Are your jackets vegan?", "en", undefined],
  ["How do I unsubscribe from the newsletter?", "en", "newsletter#1"],
  ["What does it cost to repair a zip?", "en", "warranty-repair#3"],
  ["How do I dry a down sleeping bag?", "en", "down-sleeping-bag-care#2"],
  ["Where do I find my invoice?", "en", "invoices#1"],
  ["How can I track my parcel?", "en", "order-tracking#1"],
  ["My tracking link shows nothing, is that normal?", "en", "order-tracking#2"],
  ["How long does shipping to Switzerland take?", "en", "delivery-times#5"],
  ["Is shipping free for orders over 100 euros to Austria?", "en", "shipping-costs#2"],
  ["What happens if nobody is at home when the parcel arrives?", "en", "delivery-times#6"],
  ["Can I return a sleeping bag that I have used once?", "en", "returns#4"],
  ["Do Fern Points expire?", "en", "loyalty-points#4"],
  ["How do I pitch the Corrie 2?", "en", "tent-setup-and-pegs#1"],
  ["How do I re-wax my jacket?", "en", "waxed-jacket-care#3"],
  ["Can I put my waxed jacket in the tumble dryer?", "en", "waxed-jacket-care#2"],
  ["Are your boots suitable for crampons?", "en", undefined],
  ["Is the Larkfell jacket waterproof?", "en", undefined],
  ["Do you offer student discounts?", "en", undefined],
  ["How can I check the balance of my gift card?", "en", "gift-cards#4"],
  ["What is your phone number?", "en", "contact-and-opening-hours#1"],
  ["When is my card charged?", "en", "payment-methods#3"],
  ["Can I add another item to my order?", "en", "change-or-cancel-order#4"],
  ["Do you have jobs available?", "en", undefined],
  ["What fabric is the Moorgate jacket made of?", "en", undefined],
  ["Can I bring my dog to the shop?", "en", undefined],
  ["How heavy is the Corrie 3?", "en", undefined],
  ["Which stove do you recommend for winter?", "en", undefined],
  ["Can I change the delivery address of my order?", "en", "change-or-cancel-order#1"],
  ["Do you price match?", "en", undefined],
  ["How long does a repair take?", "en", "warranty-repair#4"],
  ["Do you make tents for families of six?", "en", undefined],
  ["Is the tent fabric fire retardant?", "en", undefined],
  ["Can I wash my fleece with softener?", "en", undefined],
  ["How do I waterproof my tent?", "en", undefined],
  ["What is the waterproof rating of the Corrie 2?", "en", undefined],
  ["Can I pay in two instalments?", "en", "payment-methods#1"],
  ["How do I return something if I ordered as a guest?", "en", "returns#5"],
  ["What size are M jackets in cm?", "en", "size-guide#1"],
  ["How many tent pegs do I need for a storm?", "en", undefined],
  ["Do I have to pay customs for delivery to Norway?", "en", "shipping-costs#3"],
  ["Wie lange dauert es, bis eine Lieferung nach Österreich ankommt?", "de", "de-lieferzeit#2"],
  ["Was kostet der Versand nach Deutschland?", "de", "de-versandkosten#1"],
  ["Kann ich auf Rechnung bezahlen?", "de", "de-zahlungsarten#1"],
  ["Wie lange kann ich etwas zurückgeben?", "de", "de-rueckgabe#1"],
  ["Ich habe mein Passwort vergessen, was soll ich tun?", "de", "de-passwort#1"],
  ["Verkaufen Sie auch Kajaks?", "de", undefined],
  ["Wie wasche ich meinen Schlafsack?", "de", undefined],
  ["Wie hoch sind die Versandkosten in die Schweiz?", "de", "de-versandkosten#2"],
  ["Wo finde ich die Sendungsverfolgung?", "de", "de-lieferzeit#4"],
  ["Wie lange dauert die Lieferung in die Schweiz?", "de", "de-lieferzeit#3"],
  ["Kann ich per Überweisung zahlen?", "de", "de-zahlungsarten#2"],
  ["Was kostet die Rücksendung aus Österreich?", "de", "de-rueckgabe#3"],
  ["Mein Konto ist gesperrt, was nun?", "de", "de-passwort#3"],
  ["Haben Sie ein Ladengeschäft in München?", "de", undefined],
  ["Ist das Zelt Corrie 2 wasserdicht?", "de", undefined],
  ["Liefern Sie auch nach Japan?", "de", undefined],
  ["Wie schicke ich etwas zurück?", "de", "de-rueckgabe#2"],
];

describe("search over the sample articles", () => {
  let index: PassageIndex;
  beforeAll(() => {
    index = sampleIndex();
  });

  for (const [question, language, passage] of asked) {
    test(`${question} → ${passage ?? "nobody knows"}`, () => {
      const answers = answerable(findPassages(index, [question], language)).filter((found) => found.answers);
      if (passage === undefined) expect(answers.map(({ passageId }) => passageId)).toEqual([]);
      else expect(answers.map(({ passageId }) => passageId)).toContain(`kb-${passage}`);
    });
  }

  test("how one customer's own order stands is never answered from an article", () => {
    for (const question of [
      "Where is my parcel FW-10223?",
      "Why has my refund not come yet?",
      "Wo bleibt meine Bestellung 4711222?",
    ])
      for (const language of ["en", "de"])
        expect(answerable(findPassages(index, [question], language)).filter((found) => found.answers)).toEqual([]);
  });

  test("scores lie between 0 and 1 for any text", () => {
    for (const question of ["", "?", "the the the", "🙂🙂", "a".repeat(5000), "delivery ".repeat(500)])
      for (const { score } of findPassages(index, [question], "en")) {
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }
  });
});
