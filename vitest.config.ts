import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest begins first, so that no core waits for the last file. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const long = ["test/journeys/desk.test", "test/journeys/", "test/intake/loops", "test/lib/", "test/bin/"];
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = long.findIndex((part) => moduleId.includes(part));
      return at < 0 ? long.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Journeys start whole Switchboards and wait now and then; three at a time keep two cores busy without starving any.
    maxWorkers: 3,
    // A process for each of 170 files costs as much as their tests: see test/fresh-modules.ts.
    isolate: false,
    setupFiles: ["test/fresh-modules.ts"],
    sequence: { sequencer: LongestFirst },
    slowTestThreshold: 2_000,
  },
});
