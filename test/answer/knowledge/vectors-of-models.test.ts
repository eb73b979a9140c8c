import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { besideVectors } from "../../../functions/answer/knowledge/beside-vectors.ts";
import { fuse } from "../../../functions/answer/knowledge/fuse.ts";
import { buildIndex } from "../../../functions/answer/knowledge/passage-index.ts";
import { renewVectors } from "../../../functions/answer/knowledge/passage-vectors.ts";
import { readArticle } from "../../../functions/answer/knowledge/read-article.ts";
import { vectorObjects } from "../../../functions/answer/knowledge/vector-objects.ts";
import { env } from "../../../functions/contracts/environment.ts";
import { type FoundPassage, indexKey } from "../../../functions/contracts/knowledge.ts";
import { openRouter } from "../../../functions/models/router.ts";
import { s3 } from "../../../functions/platform/s3.ts";
import { openWorld, policy, type World } from "../../desk/world.ts";
import { candidate } from "../../models/routed.ts";

const passages = readArticle(
  "articles/shop.md",
  "---\nid: shop\ntitle: Shop\n---\n\n## Parcels\n\nA parcel takes three days.\n\n## Hours\n\nWe are here from nine to five.\n",
);
const [parcels, hours] = passages;

let world: World;
beforeAll(async () => {
  world = await openWorld();
  process.env[env.knowledgeBucket] = "mail";
});
afterAll(() => world.close());

/** Parcels point one way, everything else another. */
const embed = async (texts: readonly string[]) =>
  texts.map((text) => (/parcel|shipment/i.test(text) ? [3, 0, 0, 0, 0, 0, 0, 0] : [0, 2, 0, 0, 0, 0, 0, 0]));

describe("vectors of a model outside, in the real bucket", () => {
  test("are made once for the same words, and a changed model's are made beside them before it is in force", async () => {
    expect(await renewVectors(passages, "openai/small", embed, vectorObjects)).toEqual({ embedded: 2, reused: 0 });
    expect(await vectorObjects.inForce()).toBe("openai/small");
    const changed = passages.map((passage, at) => ({ ...passage, ...(at === 1 && { text: "We are closed." }) }));
    expect(await renewVectors(changed, "openai/small", embed, vectorObjects)).toEqual({ embedded: 1, reused: 1 });
    expect(await renewVectors(passages, "openai/small", embed, vectorObjects)).toEqual({ embedded: 1, reused: 1 });

    const many = Array.from({ length: 100 }, (_, at) => ({ ...passages[0], text: `Parcel ${at}.` })) as typeof passages;
    let calls = 0;
    const breaks = async (texts: readonly string[]) => {
      if (++calls > 1) throw new Error("throttled");
      return embed(texts);
    };
    await expect(renewVectors(many, "openai/large", breaks, vectorObjects)).rejects.toThrow("throttled");
    expect(await vectorObjects.inForce()).toBe("openai/small");
    expect(await renewVectors(many, "openai/large", embed, vectorObjects)).toEqual({ embedded: 36, reused: 64 });
    expect(await vectorObjects.inForce()).toBe("openai/large");
    await vectorObjects.putInForce("openai/small");
  });

  const ask = async (names: string[], fails = false) => {
    await s3().send(
      new PutObjectCommand({ Bucket: "mail", Key: indexKey, Body: JSON.stringify(buildIndex(passages, "x")) }),
    );
    const models = { embed: names.map((name) => candidate("openai", name)) };
    const asked: string[] = [];
    const { passages: found, calls } = await besideVectors(
      [],
      { questions: ["Where is the shipment?"], language: "en" },
      { ...policy, models },
      vectorObjects,
      async (routed) =>
        openRouter({
          candidates: routed.models,
          providers: {
            ...{ embedded: undefined, bedrock: undefined },
            openai: async ({ model, input }) => {
              asked.push(model);
              if (fails) throw new Error("down");
              return {
                output: { vectors: await embed("texts" in input ? input.texts : []) },
                inputTokens: 1,
                outputTokens: 0,
              };
            },
          },
          allowed: () => true,
          breaker: { allows: async () => true, report: async () => undefined, reportDenied: async () => undefined },
          ...{ nowMs: Date.now, random: () => 0, sleep: async () => undefined, warn: () => undefined },
        }),
    );
    return { found, calls, asked };
  };

  test("find what shares no word with the question, as something to look at and never as an answer", async () => {
    const { found, calls, asked } = await ask(["large", "small"]);
    expect(asked).toEqual(["small"]);
    expect(calls).toMatchObject([{ task: "embed", ok: true }]);
    expect(found.map(({ passageId, score }) => [passageId, score])).toEqual([
      ["shop#1", 0.6],
      ["shop#2", 0],
    ]);
  });

  test("are left alone when policy no longer names their model, and when it does not answer", async () => {
    expect(await ask(["large"])).toMatchObject({ found: [], asked: [] });
    const down = await ask(["small"], true);
    expect(down.found).toEqual([]);
    expect(down.calls[0]).toMatchObject({ ok: false });
  });
});

test("ranks are fused: what answers stays first, then what both ways find, then what one finds", () => {
  if (parcels === undefined || hours === undefined) throw new Error("The article has two passages");
  const of = (id: string, score: number): FoundPassage => ({ ...parcels, passageId: id, score, question: 0 });
  const near = (id: string, likeness: number) => ({ passage: { ...hours, passageId: id }, likeness });
  const fused = fuse(
    [of("answer", 0.9), of("words", 0.5), of("both", 0.4)],
    [near("both", 0.8), near("meaning", 0.7)],
    0,
  );
  expect(fused.map(({ passageId, score }) => [passageId, score])).toEqual([
    ["answer", 0.9],
    ["both", 0.4],
    ["words", 0.5],
    ["meaning", 0.6],
  ]);
});
