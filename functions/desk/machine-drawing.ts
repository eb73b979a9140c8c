import * as z from "zod";
import type { GraphEdge } from "../contracts/desk/record.ts";

type Edge = z.infer<typeof GraphEdge>;

const Step = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string(), Condition: z.unknown() })).default([]),
  Catch: z.array(z.looseObject({ Next: z.string(), ErrorEquals: z.array(z.string()) })).default([]),
  Branches: z.array(z.unknown()).default([]),
  ItemProcessor: z.unknown().optional(),
});
type Step = z.infer<typeof Step>;
const Machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), Step) });

/** A state as drawn: state names are unique within a machine, branches included. */
export interface DrawnState {
  readonly id: string;
  readonly type: string;
  readonly parent?: string;
  readonly start: boolean;
  readonly end: boolean;
}

/**
 * The states and arrows of a definition in Amazon States Language, those within branches too.
 * @see https://states-language.net/spec.html
 */
export function drawMachine(definition: string): { states: DrawnState[]; edges: Edge[] } {
  const drawing: { states: DrawnState[]; edges: Edge[] } = { states: [], edges: [] };
  draw(JSON.parse(definition), undefined, drawing);
  return drawing;
}

function draw(source: unknown, parent: string | undefined, drawing: { states: DrawnState[]; edges: Edge[] }): void {
  const machine = Machine.safeParse(source);
  if (!machine.success) return;
  const { StartAt, States } = machine.data;
  if (parent !== undefined) drawing.edges.push({ from: parent, to: StartAt, kind: "branch" });
  for (const [id, step] of Object.entries(States)) {
    const end = step.End === true || ["Succeed", "Fail"].includes(step.Type);
    drawing.states.push({ id, type: step.Type, ...(parent !== undefined && { parent }), start: id === StartAt, end });
    drawing.edges.push(...edgesOf(id, step));
    for (const inner of [...step.Branches, ...(step.ItemProcessor === undefined ? [] : [step.ItemProcessor])]) {
      draw(inner, id, drawing);
    }
  }
}

const edgesOf = (from: string, { Next, Default, Choices, Catch }: Step): Edge[] => [
  ...(Next === undefined ? [] : [{ from, to: Next, kind: "next" as const }]),
  ...Choices.map((choice) => ({
    from,
    to: choice.Next,
    kind: "choice" as const,
    label: conditionOf(choice.Condition),
  })),
  ...(Default === undefined ? [] : [{ from, to: Default, kind: "default" as const }]),
  ...Catch.map(({ Next: to, ErrorEquals }) => ({ from, to, kind: "catch" as const, label: ErrorEquals.join(", ") })),
];

const conditionOf = (condition: unknown): string =>
  (typeof condition === "string" ? condition : JSON.stringify(condition ?? ""))
    .replaceAll(/^\{%\s*|\s*%\}$/g, "")
    .slice(0, 200);
