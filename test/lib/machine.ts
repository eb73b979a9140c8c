import * as z from "zod";
import { type Assembly, ofType, type Resource } from "./assembly.ts";
import { readable } from "./readable.ts";

const Catch = z.object({
  ErrorEquals: z.array(z.string()),
  Next: z.string(),
  Assign: z.record(z.string(), z.unknown()).optional(),
});
const Retry = z.object({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number() });
const Shape = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Condition: z.string(), Next: z.string() })).default([]),
  Catch: z.array(Catch).default([]),
  Retry: z.array(Retry).default([]),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  Resource: z.string().optional(),
  Arguments: z.looseObject({ FunctionName: z.string().optional() }).optional(),
});
export interface State extends z.infer<typeof Shape> {
  readonly name: string;
  /** The state whose branch holds it, if any. */
  readonly inside: string | undefined;
}
const Machine: z.ZodType<{ StartAt: string; States: Record<string, unknown> }> = z.looseObject({
  StartAt: z.string(),
  States: z.record(z.string(), z.unknown()),
});

/** One state machine of a template, with its states by name, those inside branches too. */
export interface Machine {
  readonly startAt: string;
  readonly text: string;
  readonly states: ReadonlyMap<string, State>;
}

export function machineOf(assembly: Assembly, workflow: "support" | "event"): Machine {
  const name = `switchboard-${assembly.stage}-${workflow}`;
  const found = ofType(assembly, "AWS::StepFunctions::StateMachine").find(
    ([, { Properties }]: [string, Resource]) => Properties["StateMachineName"] === name,
  );
  if (found === undefined) throw new Error(`no state machine is called ${name}`);
  const text = readable(found[1].Properties["DefinitionString"]);
  const definition: unknown = JSON.parse(text);
  const states = new Map<string, State>();
  collect(definition, undefined, states);
  return { startAt: Machine.parse(definition).StartAt, text, states };
}

function collect(definition: unknown, inside: string | undefined, into: Map<string, State>): void {
  for (const [name, value] of Object.entries(Machine.parse(definition).States)) {
    const shape = Shape.parse(value);
    into.set(name, { ...shape, name, inside });
    const branches = z.array(z.unknown()).default([]).parse(shape["Branches"]);
    for (const branch of [...branches, ...(shape["ItemProcessor"] === undefined ? [] : [shape["ItemProcessor"]])])
      collect(branch, name, into);
  }
}

/** Every state that may come directly after this one, on any way: next, choice, default, catch. */
const after = (state: State): string[] => [
  ...(state.Next === undefined ? [] : [state.Next]),
  ...(state.Default === undefined ? [] : [state.Default]),
  ...state.Choices.map(({ Next }) => Next),
  ...state.Catch.map(({ Next }) => Next),
];

/** Every state that can be reached from `from` (included) without passing through one of `closed`. */
export function reachable(machine: Machine, from: string, closed: readonly string[] = []): Set<string> {
  const seen = new Set<string>();
  const toVisit = [from];
  for (let name = toVisit.pop(); name !== undefined; name = toVisit.pop()) {
    if (seen.has(name) || closed.includes(name)) continue;
    seen.add(name);
    const state = machine.states.get(name);
    if (state === undefined) throw new Error(`no state is called '${name}'`);
    toVisit.push(...after(state));
    for (const inner of machine.states.values()) if (inner.inside === name) toVisit.push(inner.name);
  }
  return seen;
}
