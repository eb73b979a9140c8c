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
