import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { virtualClock } from "../../../local/clock.ts";
import type { Environment } from "../../../local/lambda/environment.ts";
import type { Outcome } from "../../../local/lambda/function-configuration.ts";
import { openPool } from "../../../local/lambda/pool.ts";

interface Served extends Environment {
  readonly events: string[];
  stopped: boolean;
  /** Some time after it was stopped. */
  gone: boolean;
  die(): void;
}

/** A pool of environments that answer an event with itself, except "hang", which is never answered. */
function given() {
  const environments: Served[] = [];
  const clock = virtualClock(0);
  let running = 0;
  const start = (): Environment => {
    running += 1;
    let alive = true;
    const environment: Served = {
      events: [],
      stopped: false,
      gone: false,
      alive: () => alive,
      die: () => {
        alive = false;
      },
      serve: (event): Promise<Outcome> => {
        environment.events.push(event);
        if (event === "hang") return new Promise(() => {});
        if (event === "last") alive = false;
        return Promise.resolve({ payload: event });
      },
      stop: async () => {
        environment.stopped = true;
        await sleep(20);
        environment.gone = true;
      },
    };
    environments.push(environment);
    return environment;
  };
  const onStop = (): void => {
    running -= 1;
  };
  const pool = openPool({ limit: 2, idleMs: 60_000, scaleAfterMs: 100, clock, start, mayGrow: () => true, onStop });
  return { pool, clock, environments, running: () => running };
}

test("an event whose caller went away while it waited starts no environment", async () => {
  const { pool, clock, environments } = given();
  void pool.serve("hang", "1");
  const gone = new AbortController();
  const waiting = pool.serve("2", "2", gone.signal);
  gone.abort();
  await clock.advance(1_000);
  expect(await waiting).toMatchObject({ error: { errorType: "Runtime.Canceled" } });
  expect(environments).toHaveLength(1);
  void pool.serve("3", "3");
  await clock.advance(1_000);
  expect(environments.map(({ events }) => events)).toEqual([["hang"], ["3"]]);
});

test("an environment that can serve no more after its event is stopped, not only left", async () => {
  const { pool, environments, running } = given();
  expect(await pool.serve("last", "1")).toEqual({ payload: "last" });
  expect(await pool.serve("2", "2")).toEqual({ payload: "2" });
  expect(environments.map(({ stopped }) => stopped)).toEqual([true, false]);
  expect(running()).toBe(1);
});

test("an environment that died while it was idle is passed over, and is counted and stopped once", async () => {
  const { pool, clock, environments, running } = given();
  await pool.serve("1", "1");
  environments[0]?.die();
  expect(await pool.serve("2", "2")).toEqual({ payload: "2" });
  expect(environments.map(({ events, stopped }) => [events, stopped])).toEqual([
    [["1"], true],
    [["2"], false],
  ]);
  await clock.advance(120_000);
  expect(running()).toBe(0);
});

test("a pool has stopped when those that left it before are gone too", async () => {
  const { pool, environments } = given();
  await pool.serve("last", "1");
  await pool.stop();
  expect(environments.map(({ gone }) => gone)).toEqual([true]);
});
