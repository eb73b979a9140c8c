import { type EdgeLabel, Graph, type GraphLabel, layout, type NodeLabel } from "@dagrejs/dagre";
import type { RunGraph } from "../api/shapes.ts";

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Line {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly kind: RunGraph["edges"][number]["kind"];
  readonly label: string | undefined;
  /** Path data. */
  readonly path: string;
}
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  /** States that hold others. */
  readonly frames: readonly Box[];
  readonly lines: readonly Line[];
}

/** Letters that fit into a box at the size it is drawn in. */
export const boxSize = { width: 190, height: 50 };

/** Where every state and arrow of a machine goes, from above to below. */
export function drawingOf({ nodes, edges }: Pick<RunGraph, "nodes" | "edges">): Drawing {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ compound: true, multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 22, ranksep: 34, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const known = new Set(nodes.map(({ id }) => id));
  const holders = new Set(nodes.flatMap(({ parent }) => (parent === undefined ? [] : [parent])));
  for (const { id } of nodes) graph.setNode(id, holders.has(id) ? { width: 0, height: 0 } : { ...boxSize });
  for (const { id, parent } of nodes) if (parent !== undefined && known.has(parent)) graph.setParent(id, parent);
  // An arrow to or from a frame is drawn to or from a state within it: layouts of compound graphs know no other.
  const end = (id: string, last: boolean): string | undefined => {
    if (!holders.has(id)) return known.has(id) ? id : undefined;
    const inside = nodes.filter(({ parent }) => parent === id);
    return (last ? inside.find(({ end: ends }) => ends) : inside.find(({ start }) => start))?.id ?? inside[0]?.id;
  };
  const arrows = edges
    .filter(({ from, kind }) => !(kind === "branch" && holders.has(from)))
    .map((edge, index) => ({ ...edge, key: `${index}`, a: end(edge.from, true), b: end(edge.to, false) }));
  for (const { a, b, key } of arrows) if (a !== undefined && b !== undefined && a !== b) graph.setEdge(a, b, {}, key);
  layout(graph);

  const boxOf = (id: string): Box => {
    const { x = 0, y = 0, width = 0, height = 0 } = graph.node(id);
    return { id, width, height, x: x - width / 2, y: y - height / 2 };
  };
  const { width = 0, height = 0 } = graph.graph();
  return {
    ...{ width, height },
    boxes: nodes.filter(({ id }) => !holders.has(id)).map(({ id }) => boxOf(id)),
    frames: nodes.filter(({ id }) => holders.has(id)).map(({ id }) => boxOf(id)),
    lines: arrows.flatMap(({ a, b, key, kind, label, from, to }) => {
      if (a === undefined || b === undefined || a === b) return [];
      const { points = [] } = graph.edge(a, b, key);
      return [{ key, kind, label, from, to, path: smooth(points) }];
    }),
  };
}

/** A line through points without corners: a curve to each middle, bent at the point. */
function smooth(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first, ...rest] = points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return "";
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point;
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return `M${first.x} ${first.y} ${bends.join(" ")} L${last.x} ${last.y}`;
}
