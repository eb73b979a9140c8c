// A machine drawn by chance, together with what it must answer: every state maps a number to a number.
import type { JsonObject } from "../../../../local/asl/json.ts";

/** A number in [0, 1) from a seed, the same every time. */
export type Chance = () => number;
export const below = (chance: Chance, most: number): number => Math.floor(chance() * most);

interface Piece {
  /** The state, without Next or End. */
  readonly state: JsonObject;
  readonly maps: (value: number) => number;
}

export interface Plan {
  readonly definition: JsonObject;
  readonly maps: (value: number) => number;
}

const input = "{% $states.input %}";
// Enough attempts for any run of bad luck.
const again = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 99, BackoffRate: 1.05 }];

const task = (does: string, by: number, more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { does, by, sent: input },
  ...more,
});

type Draw = (chance: Chance, depth: number, name: () => string) => Piece;

const draws: readonly Draw[] = [
  (chance) => {
    const by = below(chance, 10);
    return { state: { Type: "Pass", Output: `{% $states.input + ${by} %}` }, maps: (value) => value + by };
  },
  (chance) => {
    const by = below(chance, 10);
    return {
      state: task("add", by, { Retry: again, TimeoutSeconds: 20 + below(chance, 40) }),
      maps: (value) => value + by,
    };
  },
  (chance) => {
    const by = below(chance, 10);
    const waits = {
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      TimeoutSeconds: 100,
      ...(chance() < 0.5 ? { HeartbeatSeconds: 30 } : {}),
      Retry: again,
    };
    return { state: task("ask", by, waits), maps: (value) => value + by };
  },
  (chance) => ({ state: { Type: "Wait", Seconds: below(chance, 200), Output: input }, maps: (value) => value }),
  (chance) => {
    const by = below(chance, 5);
    const state = task("fail", by, {
      Assign: { never: true },
      Retry: [{ ErrorEquals: ["Hopeless"], MaxAttempts: below(chance, 3), JitterStrategy: "FULL" }, ...again],
      Catch: [{ ErrorEquals: ["Hopeless"], Assign: { caught: by }, Output: "{% $states.input %}", Next: "" }],
    });
    return { state, maps: (value) => value };
  },
  (chance, depth, name) => {
    const branches = Array.from({ length: 1 + below(chance, 3) }, () => drawFlow(chance, depth - 1, name));
    return {
      state: {
        Type: "Parallel",
        Branches: branches.map(({ definition }) => definition),
        Output: "{% $sum($states.result) %}",
      },
      maps: (value) => branches.reduce((sum, { maps }) => sum + maps(value), 0),
    };
  },
  (chance, depth, name) => {
    const flow = drawFlow(chance, depth - 1, name);
    const items = Array.from({ length: below(chance, 5) }, (_, at) => at + below(chance, 3));
    const config = chance() < 0.4 ? { ProcessorConfig: { Mode: "DISTRIBUTED" } } : {};
    return {
      state: {
        Type: "Map",
        Items: items,
        MaxConcurrency: below(chance, 3),
        ItemSelector: "{% $states.input + $states.context.Map.Item.Value %}",
        ItemProcessor: { ...flow.definition, ...config },
        Output: "{% $sum($states.result) %}",
      },
      maps: (value) => items.reduce((sum, item) => sum + flow.maps(value + item), 0),
    };
  },
];

const simple = 5;

/** A flow of one to four states, with flows inside of flows down to `depth`. */
function drawFlow(chance: Chance, depth: number, name: () => string): Plan {
  const pieces = Array.from({ length: 1 + below(chance, 4) }, () => {
    const draw = draws[below(chance, depth > 0 ? draws.length : simple)] ?? draws[0];
    return { name: name(), ...(draw?.(chance, depth, name) ?? { state: {}, maps: (value: number) => value }) };
  });
  const last = name();
  const states: Record<string, JsonObject> = { [last]: { Type: "Succeed" } };
  for (const [at, { name: own, state }] of pieces.entries()) {
    const next = pieces[at + 1]?.name ?? last;
    const catcher = Array.isArray(state["Catch"]) ? { Catch: state["Catch"].map((each) => caughtTo(each, next)) } : {};
    states[own] = { ...state, ...catcher, Next: next };
  }
  return {
    definition: { StartAt: pieces[0]?.name ?? last, States: states },
    maps: (value) => pieces.reduce((now, { maps }) => maps(now), value),
  };
}

const caughtTo = (catcher: unknown, next: string): JsonObject => ({
  ...(typeof catcher === "object" && catcher !== null ? catcher : {}),
  Next: next,
});

/** A whole machine. */
export function drawPlan(chance: Chance): Plan {
  let names = 0;
  const { definition, maps } = drawFlow(chance, 2, () => `S${++names}`);
  return { definition: { QueryLanguage: "JSONata", ...definition }, maps };
}
