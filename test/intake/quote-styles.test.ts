import { describe, expect, test } from "vitest";
import { ownWords } from "../../functions/intake/own-words.ts";
import { advertisements } from "./advertisements.ts";
import { introductions, ownTexts, smallPrint } from "./quote-languages.ts";
import { additions, announcements, headerBlocks } from "./quote-styles.ts";

const own = "Yes please.";

describe.each(announcements)("an announcement by %s", (_, announced) => {
  test.each([
    ["over a marked quote", `${own}\n\n${announced}\n\n> Shall we?\n> Tell us.\n`],
    ["over an unmarked quote", `${own}\n\n${announced}\n\nShall we send it?\nTell us.\n`],
    ["over a quote with the answer below", `${announced}\n> Shall we?\n> Tell us.\n\n${own}\n`],
    ["over a quote with the answer in the next line", `${announced}\n> Shall we?\n${own}\n`],
  ])("%s is no word of the customer", (__, text) => {
    expect(ownWords(text).words).toBe(own);
  });
});

test.each(headerBlocks)("header lines by %s end the customer's words", (_, block) => {
  expect(ownWords(`${own}\n\n${block}\n\nShall we send it?\n\nShop\n`).words).toBe(own);
  expect(ownWords(`${own}\n${block}\n\nShall we send it?\n\nShop\n`).words).toBe(own);
});

test.each(introductions)("what %s puts over a quote ends the customer's words", (_, lines) => {
  expect(ownWords(`${own}\n\n${lines}\n\nShall we send it?\nTell us.\n`).words).toBe(own);
});

test.each(smallPrint)("small print is no word of the customer: %s", (printed) => {
  expect(ownWords(`${own}\n\n${printed}\n`).words).toBe(own);
});

test("a quote whose marks are indented is a quote", () => {
  expect(ownWords(`${own}\n\nOn 02/11/2026 10:00, Shop wrote:\n > Shall we?\n > Tell us.\n`).words).toBe(own);
});

test.each(ownTexts)("%s stays whole, alone and over a quote", (text) => {
  const quote = "در تاریخ دوشنبه ۲ نوامبر ۲۰۲۶ ساعت ۱۰:۰۰ Shop <support@shop.example> نوشت:\n\n> Shall we?\n";
  for (const whole of [text, `${text}\n\n${quote}`])
    expect(ownWords(whole).words.replace(/\s+/g, " ")).toBe(text.replace(/\s+/g, " "));
});

test.each(additions)("what %s adds is no word of the customer", (_, added) => {
  expect(ownWords(`${own}\n\n${added}\n`).words).toBe(own);
  const quote = "On Mon, Nov 2, 2026 at 10:00 AM Shop <support@shop.example> wrote:\n\n> Shall we?\n";
  expect(ownWords(`${own}\n\n${added}\n\n${quote}`).words).toBe(own);
});

test.each(advertisements)("%s is no word of the customer", (added) => {
  expect(ownWords(`${own}\n\n${added}\n`).words).toBe(own);
  const quote = "On Mon, Nov 2, 2026 at 10:00 AM Shop <support@shop.example> wrote:\n\n> Shall we?\n";
  expect(ownWords(`${own}\n\n${added}\n\n${quote}`).words).toBe(own);
});

describe("the customer's words stay", () => {
  test.each([
    ["a journey", "My trip:\nFrom: Berlin\nTo: Paris\nDate: 3 May 2026\n\nCan I change it?"],
    ["a time and a colon", "I called on 2 Nov 2026 at 10:00 and was told:\n\nYou get your money back.\n\nWhere is it?"],
    ["a form", "From: Anna <anna@x.example>\nSubject: Help\nTo: Shop\n\nWhere is my parcel?"],
    ["two lines that end in a colon", "My questions:\n\n1. When?\n2. Where?\n\nMy address:\nHigh Street 1, Leeds"],
    [
      "the word confidential",
      "Please keep this confidential: my order 123 is late.\n\nThis message is important to me, where is it?",
    ],
    ["a phone", "Hello,\nI sent it from my iPhone yesterday and nobody answered.\nPlease help."],
    ["a rule of dashes", "First\n\n-----\n\nSecond thing I want to say."],
    ["an order number in dashes", "See below\n\n--- order 123 ---\n\nIt is late."],
  ])("around %s", (_, text) => {
    expect(ownWords(text).words.replace(/\s+/g, " ")).toBe(text.replace(/\s+/g, " ").trim());
  });
});
