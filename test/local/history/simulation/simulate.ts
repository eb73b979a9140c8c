// One seed: some executions of drawn machines on the real engine, while everything around it fails by chance. The disk
// refuses or answers wrongly, tasks fail, hang, answer twice or too late, people answer twice or nonsense, listeners
// throw, callers repeat themselves, the process dies. At the end everything must have ended as if nothing had happened.
import type { JsonObject } from "../../../../local/asl/json.ts";
import { seeded } from "../../../../local/asl/jsonata/aws-functions.ts";
import { virtualClock } from "../../../../local/clock.ts";
import { type Engine, openEngine } from "../../../../local/history/engine.ts";
import { openFaultyStore } from "./faulty-store.ts";
import { brokenAtTheEnd } from "./invariants.ts";
import { below, drawPlan } from "./plan.ts";
import { openWorld } from "./world.ts";

export interface Simulated {
  /** What was broken; empty when all held. */
  readonly broken: readonly string[];
  readonly lives: number;
  readonly events: number;
}

const longest = 6000;
/** From here on nothing fails any more, so that whatever is still running must end. */
const calmAfter = 150;
/** Nobody waits so long for anything but to forget what has ended. */
const retentionIsFarMs = 10 * 86_400_000;
const startMs = Date.UTC(2026, 0, 1);

export async function simulate(seed: number): Promise<Simulated> {
  let drawn = seed * 1_000_003;
  const chance = (): number => seeded(++drawn);
  const store = openFaultyStore(chance, chance() * 0.15);
  const clock = virtualClock(startMs);
  const plans = Array.from({ length: 1 + below(chance, 2) }, () => drawPlan(chance));
  const executions = Array.from({ length: 1 + below(chance, 3) }, (_, at) => ({
    name: `e${at}`,
    machine: `m${below(chance, plans.length)}`,
    input: below(chance, 100),
  }));
  const broken: string[] = [];
  const world = openWorld({ chance, clock, store, broken });
  const deadliness = chance() * 0.08;
  let lives = 0;

  const live = (): Life => {
    const life = store.life();
    lives += 1;
    const engine = openEngine({
      store: life.store,
      clock,
      random: chance,
      invoke: world.invoke,
      onStatusChange: world.hear,
    });
    let failed = false;
    const begin = async (): Promise<void> => {
      for (const [at, { definition }] of plans.entries()) await define(engine, `m${at}`, definition);
      await engine.start();
    };
    begin().catch(() => {
      failed = true; // A process that cannot start ends, and is started again.
    });
    return {
      engine,
      failed: () => failed,
      end: () => {
        life.end();
        engine.stop().catch(() => {});
      },
    };
  };

  let now = live();
  for (let round = 0; round < longest; round += 1) {
    if (round === calmAfter) {
      store.calm();
      world.calm();
    }
    await turns(4);
    if (now.failed() || (round < calmAfter && chance() < deadliness)) {
      now.end();
      now = live();
      continue;
    }
    world.act(now.engine, executions);
    // One that was stopped is redriven sooner or later.
    const unfinished = store.all("SELECT count(*) AS n FROM sfn_execution WHERE status <> 'SUCCEEDED'")[0]?.["n"];
    if (unfinished === 0 && world.allAccepted(executions)) break;
    const next = clock.next();
    if (next !== undefined && next - clock.now() < retentionIsFarMs && chance() < 0.5)
      await clock.advance(Math.max(0, next - clock.now()) + below(chance, 50));
  }
  // What was not told yet is told in the next life.
  store.calm();
  world.calm();
  await turns(30);
  now.end();
  now = live();
  await turns(30);
  now.end();
  const expected = executions.map((each) => ({
    ...each,
    output: plans[Number(each.machine.slice(1))]?.maps(each.input),
  }));
  broken.push(...brokenAtTheEnd(store, expected, world));
  const events = Number(store.all("SELECT coalesce(sum(events), 0) AS n FROM sfn_history")[0]?.["n"]);
  store.close();
  return { broken, lives, events };
}

interface Life {
  readonly engine: Engine;
  /** It could not begin. */
  failed(): boolean;
  end(): void;
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const define = (engine: Engine, name: string, definition: JsonObject): Promise<unknown> =>
  engine.define({ name, roleArn: "role", type: "STANDARD", definition: JSON.stringify(definition) });
