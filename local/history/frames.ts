// Frames to rows and back. A frame's body holds what cannot be found from the definition and its parent.
import type { Json, JsonObject } from "../asl/json.ts";
import type { Flow } from "../asl/machine.ts";
import type { Frame, Phase, Run } from "../asl/run.ts";
import type { Row } from "../store.ts";

interface Body {
  readonly state: string;
  readonly input: Json;
  readonly entered: { event: number; atMs: number };
  readonly variables: JsonObject;
  readonly lastEvent: number;
  readonly retries: number[];
  readonly phase: Phase;
}

/** The text kept for `frame`. */
export function frameBody(frame: Frame): string {
  const { state, input, entered, variables, lastEvent, retries, phase } = frame;
  const body: Body = { state: state.name, input, entered, variables, lastEvent, retries, phase };
  return JSON.stringify(body);
}

/** Puts the frames kept in `rows` (ascending ids, so parents come first) back into `run`. */
export function restoreFrames(run: Run, rows: readonly Row[]): void {
  for (const row of rows) {
    const id = Number(row["id"]);
    const parent = row["parent"] === null ? undefined : run.frames.get(Number(row["parent"]));
    const index = Number(row["position"]);
    const body = JSON.parse(String(row["body"])) as Body;
    const flow = flowOf(run, parent, index);
    const state = flow.states.get(body.state);
    if (!state) throw new Error(`Frame ${id} of ${run.arn} is at '${body.state}', which its definition does not have.`);
    const frame: Frame = { ...body, id, parent, index, flow, state, children: [], doneChildren: 0 };
    run.frames.set(id, frame);
    if (parent) {
      parent.children.push(frame);
      if (frame.phase.at === "done") parent.doneChildren += 1;
    }
  }
}

function flowOf(run: Run, parent: Frame | undefined, index: number): Flow {
  if (!parent) return run.machine;
  const { flows, type } = parent.state;
  const flow = flows[type === "Map" ? 0 : index];
  if (!flow) throw new Error(`A frame of ${run.arn} has no place in its definition.`);
  return flow;
}
