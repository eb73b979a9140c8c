// Two hundred of the seeds that `node tools/node24.cjs bench/simulate.ts` runs ten thousand of.
import { expect, test } from "vitest";
import { simulate } from "./simulation/simulate.ts";

const batch = 50;

test.each([1, 51, 101, 151])(
  "seeds from %i on: whatever fails around the engine, all that it accepted ends as it must (E1-E6, F6, F7, F16, F34, F36)",
  async (first) => {
    for (let seed = first; seed < first + batch; seed += 1) {
      const { broken } = await simulate(seed);
      expect(broken, `again: node tools/node24.cjs bench/simulate.ts --from ${seed} --seeds 1`).toEqual([]);
    }
  },
);

// 21192: a step's success let go of an execution whose end was still on its way to a disk that refused it.
test.each([21_192])("seed %i, which once found a fault, finds none (E1)", async (seed) => {
  expect((await simulate(seed)).broken).toEqual([]);
});
