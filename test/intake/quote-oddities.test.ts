import { expect, test } from "vitest";
import { ownWords } from "../../functions/intake/own-words.ts";

const own = "Yes please.";
const old = "> Shall we send it?\n> Tell us.";

// What programs, phones and hands do to the seam between words and quote; words and addresses are our own.
test.each([
  [
    "dashes that follow the words at once",
    `${own}--- On Mon, Nov 2, 2026 at 10:00 AM, shop@shop.example wrote:\n${old}`,
    own,
  ],
  [
    "a date and a name behind the words",
    `${own} On Mon, Nov 2, 2026 at 10:00 AM, shop@shop.example wrote:\n${old}`,
    own,
  ],
  ["a mark of another word", `${own}\n\n-----Reply Message-----\n\nShall we?`, own],
  ["a mark of another word in German", `${own}\n\n-----Antwort Nachricht-----\n\nSollen wir?`, own],
  [
    "a link in the quote that was wrapped",
    `${own}\n\nOn 02/11/2026 10:00, Shop wrote:\n\n> See your order (https://shop.example/order\n?id=3dd518)\n>\n`,
    own,
  ],
  [
    "a link in the quote on its own",
    `${own}\n\nOn 02/11/2026 10:00, Shop wrote:\n\n> Your order\n (https://shop.example/o/YzOT) >\n> is here.\n`,
    own,
  ],
  ["a date and an address alone", `${own}\n\nDate: Mon, 02 Nov 2026 10:00:00 +0100\nTo: anna@x.example`, own],
  ["a header on one line", `${own}\n\nFrom: shop@shop.example Date: Mon, 02 Nov 2026 10:00:00 +0100\nShall we?`, own],
  [
    "a rule and a sender over the quote",
    `${own}\n\n_____________\nFrom: shop@shop.example\n\n${old}\n\nAnna`,
    `${own}\nAnna`,
  ],
  ["a phone without a verb", `${own}\n\nFrom my iPhone 6\n`, own],
  ["a phone in brackets", `${own}\n\n<<sent by galaxy>>\n`, own],
  [
    "a pointer that is no quote",
    `${own}\n>>> >>> https://x.example/a <<<\nLook there.`,
    `${own}\n>>> >>> https://x.example/a <<<\nLook there.`,
  ],
  [
    "a date of one's own",
    "Date: 2 November\nTo: my sister\nIt never came.",
    "Date: 2 November\nTo: my sister\nIt never came.",
  ],
])("%s", (_, text, words) => {
  expect(ownWords(text).words).toBe(words);
});
