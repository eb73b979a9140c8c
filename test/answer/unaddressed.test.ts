import { beforeAll, describe, expect, test } from "vitest";
import type { PassageIndex } from "../../functions/answer/knowledge/passage-index.ts";
import { embeddedModel } from "../models/embedded-model.ts";
import { email } from "./sample-emails.ts";
import { devPolicy, flow, sampleIndex } from "./sample-flow.ts";

const english = "How long does delivery to Germany take?";
const german = "Wie lange dauert die Lieferung nach Österreich?";

const wantsReaction = [
  "The carabiner from your shop gave way on the wall.",
  "My nephew choked on a cord stopper from the rucksack.",
  "Please note that a claim is being prepared.",
  "My cousin is a judge and is reading along.",
  "There are 45 euros on my statement that I know nothing of.",
  "the left boot creaks and its heel wobbles.",
  "My reference is ZX-88231.",
  "Thanks, the pole splintered into my hand.",
  "Rope snapped badly",
  "I love how the buckle burst on the first day.",
  "Everybody is delighted that the kettle exploded.",
  "My tent is not here.",
  "The jacket is late.",
  "I ordered three lamps and got one.",
  "WRITE TO ME NOW",
  "We need it by Saturday.",
  "You could not organise a picnic.",
  "Śpiwór ma dziurę pod zamkiem.",
  "Рюкзак порвался в первый день.",
  "寝袋のファスナーが開きません。",
  "De rits van mijn jas zit vast en dat bevalt me niet.",
  "Botlarım iki günde parçalandı.",
  "Der Reißverschluss klemmt und die Naht geht auf.",
  "my granny knits parcels faster than this lot delivers them",
  "🤬🤬",
  "👎",
  "what a bunch of cr00ks",
  "f r a u d s",
];

const harmless = [
  "I am planning a hiking trip in May.",
  "It is a birthday present for my brother.",
  "We would like to order two sleeping bags.",
  "I live in Sligo.",
  "I bought a tent last week and it fits perfectly.",
  "Thank you very much!",
  "Many thanks and best wishes,\nOrla Quinn",
];

describe("beside a question that an article answers", () => {
  let index: PassageIndex;
  const outcome = async (words: string) =>
    (await flow([email({ words })], embeddedModel(), index, devPolicy())).gated.outcome;
  beforeAll(() => {
    index = sampleIndex();
  });

  for (const other of wantsReaction) {
    test(`${JSON.stringify(other)} brings a person, before and after it (P5)`, async () => {
      expect(await outcome(`Hello,\n\n${english} ${other}\n\nKind regards,\nAnn`)).toBe("ask-a-person");
      expect(await outcome(`${other}\n\n${english}`)).toBe("ask-a-person");
    });
  }

  for (const other of harmless) {
    test(`${JSON.stringify(other)} wants no reaction`, async () => {
      expect(await outcome(`${english} ${other}`)).toBe("send");
      expect(await outcome(`Hello,\n\n${other}\n\n${english}`)).toBe("send");
    });
  }

  test("the same holds in German", async () => {
    expect(await outcome(`Ich plane eine Reise im Mai. ${german}`)).toBe("send");
    expect(await outcome(`${german} Es ist ein Geschenk für meine Schwester.\n\nViele Grüße\nJan`)).toBe("send");
    expect(await outcome(`${german} Bei der Jacke löst sich das Futter.`)).toBe("ask-a-person");
    expect(await outcome(`${german} The lining comes off.`)).toBe("ask-a-person");
    expect(await outcome(`${german} Mein Neffe hat eine Schnalle verschluckt.`)).toBe("ask-a-person");
  });

  test("what stands behind many questions is not lost", async () => {
    const questions = Array.from({ length: 9 }, () => english).join(" ");
    expect(await outcome(`${questions} The buckle burst.`)).toBe("ask-a-person");
  });

  test("what stands behind the longest text that is read brings a person", async () => {
    expect(await outcome(`${english}\n\n${"Thank you! ".repeat(2_000)}\n\nThe buckle burst.`)).toBe("ask-a-person");
  });

  test("thanks are closed, thanks with a mishap are not", async () => {
    expect(await outcome("Thank you, the boots fit perfectly!\n\nOrla")).toBe("no-reply");
    expect(await outcome("Thanks, the buckle burst in my face.")).toBe("ask-a-person");
    expect(await outcome("Thank you! Buckle burst badly")).toBe("ask-a-person");
  });
});
