import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // Journeys start whole Switchboards; two at a time keep two cores busy without starving either.
    maxWorkers: 2,
    slowTestThreshold: 2_000,
  },
});
