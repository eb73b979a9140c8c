import { describe, expect, test } from "vitest";
import { ownWords } from "../../functions/intake/own-words.ts";
import { announcements } from "./quote-styles.ts";

const flat = (text: string) => text.replace(/\s+/g, " ").trim();
const first = "> Which size?";
const second = "> Which colour?";

describe.each(announcements)("around quotes announced by %s all answers stay", (_, announced) => {
  test.each([
    ["between them", `${announced}\n${first}\n\nSize M please.\n\n${second}\n\nBlue is best.\n`],
    ["in the lines between them", `${announced}\n${first}\nSize M please.\n${second}\nBlue is best.\n`],
    ["above and below", `Size M please.\n\n${announced}\n\n${first}\n${second}\n\nBlue is best.\n`],
    ["below, over a signature", `${announced}\n\n${first}\n\nSize M please.\nBlue is best.\n\n-- \nAnna\n`],
    ["above, in paragraphs", `Size M please.\n\nBlue is best.\n\n${announced}\n\n${first}\n${second}\n`],
  ])("%s", (__, text) => {
    expect(flat(ownWords(text).words)).toBe("Size M please. Blue is best.");
  });
});

describe("what only looks like a quote, a signature or an addition stays", () => {
  test.each([
    "I wrote to you on 2 Nov 2026 at 10:00 (anna@x.example) and was told:\n\nYou get your money back.\n\nWhere is it?",
    "Ich habe am 02.11.2026 um 10:00 bestellt (anna@x.example):\n\nLampe\nStuhl\n\nBeides fehlt.",
    "On Monday I ordered a lamp.\nIt did not come.\nOn Tuesday I wrote:\nwhere is it?\nNobody answered.",
    'You wrote:\n"it will arrive on Monday"\nIt did not.',
    "As you said: it is late. From: Leeds To: York.",
    "Hi\n\nfrom: anna\nsubject: my order\n\nplease help",
    "Name: Anna\nE-mail: anna@x.example\nSubject: Order 12\nMessage: It is late, where is it?",
    "My order:\n\nName: Anna\nDate: 2 Nov 2026\nTo: Leeds\n\nIt is late.",
    "Hello\n\n--\nSecond: can I return it?\n--\nThird: how long?",
    "---\nOrder 123\n---\nIt is late.",
    "The label says\n-----------\nFRAGILE\n-----------\nbut it was broken.",
    "1) the lamp\n2) the chair\n_____________\nPlease cancel both.",
    "* one\n* two\n* three\n\nWhich of them do you have?",
    "Thanks,\nAnna\n\nOne more thing: is it waterproof?",
    "Thanks for the quick answer\nBut it does not work\nCan you call me?",
    "Hello,\n\nmy order is late.\n\nThank you\n\nAnd please send the invoice again.",
    "Best,\nthe lamp you sent is broken.\nSend a new one.",
    "Cheers for that.\n\nHow long is the warranty?",
    "Hallo,\n\nvielen Dank.\n\nMit freundlichen Grüßen\nAnna Schmidt\n\nNachtrag: Bitte auch die Rechnung ändern.",
    "Sent from my old address, since the new one does not work. Can you help?",
    "Enviado desde Madrid el paquete no llegó. ¿Dónde está?",
    "Get Outlook for Android does not open your link. Can you help?",
    "Virus-free. That is what I want my laptop to be. Is it?",
    "Reply above the line did not work for me, so I write here. Where is my parcel?",
    "Disclaimer: I am no expert, but the lamp is broken.",
    "This message is confidential, please do not tell my wife: the ring is for her. When does it arrive?",
  ])("%s", (text) => {
    expect(flat(ownWords(text).words)).toBe(flat(text));
  });
});
