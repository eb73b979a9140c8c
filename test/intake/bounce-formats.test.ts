import { describe, expect, test } from "vitest";
import { dissect } from "../../functions/intake/dissect.ts";
import { formats } from "./bounce-formats.ts";
import { email } from "./deliver.ts";

const read = (raw: string) =>
  dissect(Buffer.from(raw), { envelopeSender: "", isOwn: () => false, keys: ["no key signed anything here"] });

describe("a report in a format of its own is a bounce that names the address (B1, L5)", () => {
  test.each(formats.map((format) => [format.name, format] as const))("%s", async (_, format) => {
    const raw = email(
      { Subject: format.subject, From: format.from, ...format.headers },
      format.body.replaceAll("\n", "\r\n"),
    );
    const { classified, report } = await read(raw);
    expect(classified.senderClass).toBe("bounce");
    expect(report?.recipients.map(({ address, status, hard, action }) => ({ address, status, hard, action }))).toEqual(
      format.recipients.map((recipient) => ({ action: "failed", status: undefined, ...recipient })),
    );
  });
});
