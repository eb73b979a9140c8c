// A sample of what `node tools/node24.cjs bench/crash-points.ts` does for every COMMIT of every journey.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Deaths, openDeaths } from "./dying/deaths.ts";
import { journeys, pairJourney } from "./dying/journeys.ts";

let deaths: Deaths;
beforeAll(async () => {
  deaths = await openDeaths();
});
afterAll(() => deaths.close());

test.each(journeys)(
  "killed around a COMMIT of '$name', it ends as it would have (E1, E2, E3, E4, E6)",
  async (journey) => {
    const commits = await deaths.commitsOf(journey);
    expect(commits).toBeGreaterThan(5);
    const before = { commit: Math.ceil(commits * 0.6), when: "before" } as const;
    const after = { commit: Math.ceil(commits * 0.8), when: "after" } as const;
    expect(await deaths.once(journey, before)).toEqual([]);
    expect(await deaths.once(journey, after)).toEqual([]);
  },
);

test("killed a second time at any COMMIT after the first, a journey ends as it would have (E3, E4)", async () => {
  const broken: string[] = [];
  const commits = await deaths.commitsOf(pairJourney);
  const pairs = await deaths.pairsAfter(pairJourney, { commit: commits - 4, when: "after" }, broken);
  expect(broken).toEqual([]);
  expect(pairs).toBeGreaterThan(4);
});
