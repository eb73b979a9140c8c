import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import PostalMime from "postal-mime";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { eventually, startSwitchboard, stopAll } from "./harness/running-switchboard.ts";

const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const Expected = z.record(
  z.string(),
  z.looseObject({ outcome: z.string(), reason: z.union([z.string(), z.array(z.string())]) }),
);
const Page = z.object({
  interactions: z.array(z.looseObject({ subject: z.string(), outcome: z.string(), reasons: z.array(z.string()) })),
});

afterAll(stopAll);

test("npm start feeds the sample inbox, and every email ends as samples/expected.yaml says", async () => {
  const expected = Expected.parse(parse(readFileSync(`${samples}expected.yaml`, "utf8")));
  const files = readdirSync(`${samples}inbox`);
  expect(Object.keys(expected).sort(), "every sample has its expectation").toEqual(files.toSorted());
  const shop = await startSwitchboard({ samples: true });
  await eventually("the samples' table", async () => /^samples done/m.test(shop.output()), 90_000);
  const { interactions } = Page.parse((await shop.api("/api/interactions?limit=100")).body);
  expect(interactions).toHaveLength(files.length);
  const wrong = [];
  for (const file of files) {
    const { subject = "" } = await PostalMime.parse(readFileSync(`${samples}inbox/${file}`));
    const ended = interactions.find((one) => one.subject === subject);
    const { outcome, reason } = expected[file] ?? { outcome: "", reason: "" };
    const asSaid = ended?.outcome === outcome && [reason].flat().some((code) => ended.reasons.includes(code));
    if (!asSaid) wrong.push({ file, expected: { outcome, reason }, ended });
  }
  expect(wrong).toEqual([]);
  await shop.stop();
});
