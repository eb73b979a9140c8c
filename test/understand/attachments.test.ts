import { expect, test } from "vitest";
import type { Attachment } from "../../functions/contracts/email.ts";
import { attachmentFacts } from "../../functions/understand/attachment-facts.ts";

const file = (change: Partial<Attachment>): Attachment => ({
  name: "a",
  type: "image/png",
  size: 2000,
  dangers: [],
  ...change,
});
const facts = (attachments: Attachment[], words = "How long does delivery take?") =>
  attachmentFacts([{ attachments, words }]);

test("no attachment needs no eyes", () => {
  expect(facts([])).toEqual({ count: 0, dangers: [], needEyes: false });
});

test("a small inline picture is decoration, a large one or an attached one is not", () => {
  expect(facts([file({ contentId: "logo" })]).needEyes).toBe(false);
  expect(facts([file({ contentId: "shot", size: 400_000 })]).needEyes).toBe(true);
  expect(facts([file({})]).needEyes).toBe(true);
});

test("a small inline picture that the words point at needs eyes", () => {
  expect(facts([file({ contentId: "shot" })], "Please see the photo below.").needEyes).toBe(true);
  expect(facts([file({ contentId: "shot" })], "Anbei das Bild vom Schaden.").needEyes).toBe(true);
});

test("signatures and visiting cards that programs add need no eyes, documents do", () => {
  expect(facts([file({ type: "application/pgp-signature" }), file({ type: "text/vcard" })]).needEyes).toBe(false);
  expect(facts([file({ type: "application/pdf" })]).needEyes).toBe(true);
});

test("dangers are kept, each once, and always need eyes", () => {
  const bad = file({ contentId: "x", dangers: ["executable"] });
  expect(facts([bad, bad])).toEqual({ count: 2, dangers: ["executable"], needEyes: true });
});
