import { useMemo } from "preact/hooks";
import type { GraphNode, RunGraph } from "../api/shapes.ts";
import { language } from "../frame/preferences.ts";
import { ScrollPort } from "../parts/scroll-port.tsx";
import { duration } from "../words/times.ts";
import { w } from "../words/words.ts";
import { boxSize, drawingOf } from "./layout.ts";

interface MachineProps {
  readonly graph: RunGraph;
  readonly picked: string | undefined;
  readonly onPick: (id: string) => void;
}

/** What fits into a box: 24 letters at 12 pixels. */
const shortened = (name: string): string => (name.length > 25 ? `${name.slice(0, 24)}…` : name);

/** The state machine as a drawing: where the run was, where it is, and where it did not go. */
export const Machine = ({ graph, picked, onPick }: MachineProps) => {
  const { nodes, edges } = graph;
  // Only the machine decides the layout, so a live run moves nothing.
  const shape = JSON.stringify([nodes.map(({ id, parent }) => [id, parent]), edges]);
  const drawing = useMemo(() => drawingOf({ nodes, edges }), [shape]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const wasThere = (id: string): boolean => (byId.get(id)?.visits ?? 0) > 0;
  return (
    <ScrollPort class="machine" label={w.value.run.machine}>
      <svg
        viewBox={`0 0 ${Math.ceil(drawing.width)} ${Math.ceil(drawing.height)}`}
        width={Math.ceil(drawing.width)}
        height={Math.ceil(drawing.height)}
      >
        <title>{w.value.run.machine}</title>
        <defs>
          {["", "-passed"].map((suffix) => (
            <marker
              key={suffix}
              id={`arrow${suffix}`}
              class={`arrow${suffix}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" />
            </marker>
          ))}
        </defs>
        {drawing.frames.map(({ id, ...box }) => (
          <g key={id} class="machine-frame">
            <rect {...box} rx="10" />
            <text x={box.x + 10} y={box.y + 14}>
              {shortened(id)}
            </text>
          </g>
        ))}
        {drawing.lines.map(({ key, path, kind, label, from, to }) => {
          const isPassed = wasThere(from) && wasThere(to);
          return (
            <path
              key={key}
              class={`machine-line ${kind}${isPassed ? " passed" : ""}`}
              d={path}
              marker-end={`url(#arrow${isPassed ? "-passed" : ""})`}
            >
              {label !== undefined && <title>{label}</title>}
            </path>
          );
        })}
        {drawing.boxes.map(({ id, x, y }) => {
          const node = byId.get(id);
          return node === undefined ? null : (
            <State key={id} node={node} x={x} y={y} isPicked={picked === id} onPick={onPick} />
          );
        })}
      </svg>
    </ScrollPort>
  );
};

interface StateProps {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly isPicked: boolean;
  readonly onPick: (id: string) => void;
}

const State = ({ node, x, y, isPicked, onPick }: StateProps) => {
  const { id, status, tookMs, retries } = node;
  const words = w.value.run;
  const pick = (): void => onPick(id);
  const took = tookMs === undefined ? "" : duration(tookMs, language.value);
  return (
    // biome-ignore lint/a11y/useSemanticElements: there are no buttons within a drawing
    <g
      class={`state ${status}${isPicked ? " picked" : ""}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-pressed={isPicked}
      aria-label={`${id}: ${words.statuses[status]}`}
      onClick={pick}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick();
      }}
    >
      <rect width={boxSize.width} height={boxSize.height} rx="8" />
      <text x={boxSize.width / 2} y={took === "" ? 24 : 18}>
        {shortened(id)}
      </text>
      {took !== "" && (
        <text class="state-time" x={boxSize.width / 2} y={32}>
          {took}
          {retries > 0 && ` · ${words.retries(retries)}`}
        </text>
      )}
    </g>
  );
};
