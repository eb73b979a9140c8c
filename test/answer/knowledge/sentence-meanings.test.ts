import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readArticle } from "../../../functions/answer/knowledge/read-article.ts";
import { sampleMeanings } from "../../../functions/answer/knowledge/sample-meanings.ts";
import { cosines, meaningsOf, openMeanings, rowsFor } from "../../../functions/answer/knowledge/sentence-meanings.ts";
import { hardlyChanges } from "../../../functions/answer/knowledge/stays-open.ts";
import { changeChance, isCourtesy, toldFeatures } from "../../../functions/answer/knowledge/told.ts";
import { toldWeights } from "../../../functions/answer/knowledge/told-weights.ts";
import { encode, encoderName, width } from "../../../functions/models/encoder/sentence-encoder.ts";
import { roleChances } from "../../../functions/models/encoder/sentence-roles.ts";

const folder = fileURLToPath(new URL("../../../samples/knowledge/", import.meta.url));
const samples = readdirSync(folder).flatMap((file) => readArticle(file, readFileSync(folder + file, "utf8")));
const article = (words: string) =>
  readArticle("warmth.md", `---\nid: kb-warmth\ntitle: Warmth\nlanguage: en\n---\n\n## Lining\n\n${words}\n`);

describe("what passages mean", () => {
  test("is shipped for every sample article as it stands: else run bin/encode-samples.ts", () => {
    const shipped = sampleMeanings();
    expect(shipped?.encoder).toBe(encoderName());
    expect(Object.keys(shipped?.rows ?? {}).sort()).toEqual(
      samples.map(({ passageId, version }) => `${passageId}@${version}`).sort(),
    );
  });

  test("is encoded once: what is known already is kept as it is, a changed article is encoded anew", () => {
    const [first, changed] = [article("The lining keeps you warm."), article("The lining keeps you warm in snow.")];
    const before = meaningsOf(first, [], 10);
    const marked = { ...before, rows: Object.fromEntries(Object.keys(before.rows).map((key) => [key, "bWFyaw=="])) };
    expect(meaningsOf(first, [marked], 10).rows).toEqual(marked.rows);
    expect(Object.values(meaningsOf(changed, [marked], 10).rows)).not.toContain("bWFyaw==");
    const stranger = { ...marked, encoder: "another" };
    expect(meaningsOf(first, [stranger], 10).rows).toEqual(before.rows);
  });

  test("stays away beyond the limit, and from another encoder: those passages have no row", () => {
    const passages = article("The lining keeps you warm.");
    expect(meaningsOf(passages, [], 0).rows).toEqual({});
    openMeanings(passages, { ...meaningsOf(passages, [], 10), encoder: "another" });
    expect(passages.map((passage) => rowsFor(passage).shares.length)).toEqual([0]);
  });

  test("lies near to who asks for it in other words, and far from another matter", () => {
    const passages = article("The lining keeps you warm.");
    openMeanings(passages, meaningsOf(passages, [], 10));
    const [warm] = passages;
    if (warm === undefined) throw new Error("no passage");
    expect(rowsFor(warm).bytes).toHaveLength(width);
    const [near = 0] = cosines(encode("Does its lining keep me from freezing?"), rowsFor(warm));
    const [far = 0] = cosines(encode("How can I pay by bank transfer?"), rowsFor(warm));
    expect(near).toBeGreaterThan(far + 0.1);
  });
});

describe("what is told beside a question", () => {
  test("is weighed with as many numbers as were learnt", () => expect(toldWeights()).toHaveLength(toldFeatures));

  test("changes it more likely when it tells of an exception than of a journey", () => {
    const asked = "How long may I think it over?";
    const passage = samples.find(({ passageId }) => passageId === "kb-returns#1");
    if (passage === undefined) throw new Error("no article about returns");
    openMeanings(samples, sampleMeanings());
    const journey = changeChance("We are off to the Lake District with the children in May.", asked, passage);
    expect(journey).toBeLessThan(hardlyChanges);
    expect(changeChance("But I have already worn them on two long hikes.", asked, passage)).toBeGreaterThan(
      Math.max(hardlyChanges, 2 * journey),
    );
  });

  test("is a courtesy in words that no list has", () => {
    expect(isCourtesy("God bless, Bernadette.")).toBe(true);
    expect(isCourtesy("The zip has come off.")).toBe(false);
  });

  test("is asked or told: the chances of what a sentence is for add up to one", () => {
    const chances = roleChances(encode("How do I get my money back?"));
    expect(Object.values(chances).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
    expect(chances.asked).toBeGreaterThan(0.5);
  });
});
