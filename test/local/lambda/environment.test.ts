import { expect, test } from "vitest";
import { virtualClock } from "../../../local/clock.ts";
import { type Carrier, type CarrierEvents, openEnvironment } from "../../../local/lambda/environment.ts";
import type { FunctionConfiguration } from "../../../local/lambda/function-configuration.ts";

const configuration: FunctionConfiguration = {
  ...{ name: "f", version: "1", arn: "arn", codeFolder: "/nowhere", handler: "index.handler" },
  ...{ timeoutMs: 1_000, memoryMb: 128, isolation: "thread", variables: {} },
};
const open = (carry: (events: CarrierEvents) => Carrier) =>
  openEnvironment({ configuration, cacheFolder: "/nowhere", clock: virtualClock(0), open: carry });

test("what the system refuses to start is dead from the start, and its event is told why", async () => {
  const environment = open(() => {
    throw new Error("Worker initialization failure: EAGAIN");
  });
  expect(environment.alive()).toBe(false);
  expect(await environment.serve("{}", "1")).toEqual({
    error: {
      errorType: "Runtime.ExitError",
      errorMessage: "Error: Runtime could not be started: Worker initialization failure: EAGAIN",
    },
  });
  await environment.stop();
});

test("the memory of code that could not be loaded is watched no longer", async () => {
  const watched: boolean[] = [];
  const environment = open((events) => ({
    send: () => events.message({ kind: "unloadable", error: { errorType: "SyntaxError", errorMessage: "no" } }),
    kill: () => Promise.resolve(),
    watch: (busy) => watched.push(busy),
  }));
  expect(await environment.serve("{}", "1")).toMatchObject({ error: { errorType: "SyntaxError" } });
  expect(watched).toEqual([true, false]);
});
