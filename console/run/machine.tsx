import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { GraphNode, RunGraph } from "../api/shapes.ts";
import { language } from "../frame/preferences.ts";
import { ScrollPort } from "../parts/scroll-port.tsx";
import { duration } from "../words/times.ts";
import { w } from "../words/words.ts";
import { boxSize, drawingOf } from "./layout.ts";
import { takenOf, wayOf } from "./way.ts";

interface MachineProps {
  readonly graph: RunGraph;
  readonly picked: string | undefined;
  readonly onPick: (id: string) => void;
}

/** The state machine as a drawing: where the run was, where it is, and where it did not go. */
export const Machine = ({ graph, picked, onPick }: MachineProps) => {
  const whole = useSignal(false);
  const { nodes, edges } = whole.value ? graph : wayOf(graph);
  // Only the machine decides the layout, so a live run moves nothing.
  const shape = JSON.stringify([nodes.map(({ id, parent }) => [id, parent]), edges]);
  const drawing = useMemo(() => drawingOf({ nodes, edges }), [shape]);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const taken = takenOf(graph);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const port = card.current?.querySelector(".machine");
    if (port == null) return;
    const at = drawing.boxes.find(({ id }) => id === picked);
    // The state that is looked at; else the way's beginning, as much of it as fits.
    const isReached = ({ id }: { id: string }): boolean => byId.get(id)?.status !== "not-reached";
    const shown = at === undefined ? drawing.boxes.filter((box) => isReached(box) && box.y < port.clientHeight) : [at];
    const left = Math.min(...shown.map(({ x }) => x));
    const right = Math.max(...shown.map(({ x, width }) => x + width));
    port.scrollLeft = right - left > port.clientWidth ? left - 16 : (left + right - port.clientWidth) / 2;
    port.scrollTop = at === undefined ? 0 : at.y - port.clientHeight / 2;
  }, [drawing]);
  return (
    <div class="machine-card" ref={card}>
      <label class="tick machine-switch">
        <input type="checkbox" checked={whole.value} onChange={() => (whole.value = !whole.value)} />
        {w.value.run.whole(graph.nodes.length)}
      </label>
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
                {id}
              </text>
            </g>
          ))}
          {drawing.lines.map(({ key, path, kind, label, from, to }) => {
            const isPassed = taken(from, to);
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
    </div>
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
  const lines = [...inLines(id), ...(took === "" ? [] : [retries > 0 ? `${took} · ${words.retries(retries)}` : took])];
  const first = boxSize.height / 2 + 4 - ((lines.length - 1) * lineHeight) / 2;
  return (
    // biome-ignore lint/a11y/useSemanticElements: there are no buttons within a drawing
    <g
      class={`state ${status}${isPicked ? " picked" : ""}`}
      transform={`translate(${x} ${y})`}
      role="button"
      tabIndex={0}
      aria-pressed={isPicked}
      onClick={pick}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        pick();
      }}
    >
      <title>{`${id}: ${words.statuses[status]}`}</title>
      <rect width={boxSize.width} height={boxSize.height} rx="8" />
      {lines.map((line, index) => (
        <text
          key={line}
          class={index === lines.length - 1 && took !== "" ? "state-time" : ""}
          x={boxSize.width / 2}
          y={first + index * lineHeight}
        >
          {line}
        </text>
      ))}
    </g>
  );
};

// Pixels between the lines of a box, and letters in one of them at 12 pixels.
const lineHeight = 14;
const mostLetters = 26;

/** A state's name in at most two lines. */
function inLines(name: string): string[] {
  if (name.length <= mostLetters) return [name];
  const cut = name.lastIndexOf(" ", mostLetters);
  const at = cut > 0 ? cut : mostLetters;
  return [name.slice(0, at), name.slice(at).trim()];
}
