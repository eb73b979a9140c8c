import { describe, expect, test } from "vitest";
import { dissect } from "../../functions/intake/dissect.ts";
import { type Kind, kinds } from "./bounce-kinds.ts";
import { kinds as filters } from "./bounce-kinds-of-filters.ts";
import { kinds as products } from "./bounce-kinds-of-products.ts";
import { email } from "./deliver.ts";

const copy = [
  "Return-Path: <support@shop.example>",
  "Message-ID: <1@shop.example>",
  "To: other@elsewhere.example",
  "",
  "Hello",
];

const rawOf = ({ from, subject, lines, returned = copy }: Kind) =>
  email(
    { From: from, Subject: subject, "Content-Type": "text/plain; charset=utf-8" },
    [...lines, "", ...returned].join("\r\n"),
  );

describe("a report in words alone is a bounce that names the address (B1, L5)", () => {
  test.each([...kinds, ...products, ...filters].map((kind) => [kind.name, kind] as const))("%s", async (_, kind) => {
    const { classified, report } = await dissect(Buffer.from(rawOf(kind)), {
      ...{ envelopeSender: "postmaster@relay.example", isOwn: () => false },
      keys: ["no key signed anything here"],
    });
    expect(classified.senderClass).toBe("bounce");
    const address = "address" in kind ? kind.address : "ines@gone.example";
    expect(report?.recipients).toEqual([
      { address, action: kind.action ?? "failed", status: kind.status, hard: kind.hard },
    ]);
  });
});
