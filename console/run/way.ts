import type { RunGraph } from "../api/shapes.ts";

type Machine = Pick<RunGraph, "nodes" | "edges">;

/** The states the run came to and those it could have gone to from there: what there is to see without looking for it. */
export function wayOf({ nodes, edges }: Machine): Machine {
  const visited = new Set(nodes.filter(({ visits }) => visits > 0).map(({ id }) => id));
  const caught = new Set(nodes.filter(({ status }) => status === "caught").map(({ id }) => id));
  const counts = ({ from, kind }: RunGraph["edges"][number]): boolean => kind !== "catch" || caught.has(from);
  const next = edges.filter((edge) => visited.has(edge.from) && counts(edge)).map(({ to }) => to);
  const shown = new Set([...visited, ...next]);
  const within = nodes.filter(({ id, parent }) => shown.has(id) && (parent === undefined || shown.has(parent)));
  const kept = new Set(within.map(({ id }) => id));
  return {
    nodes: within,
    edges: edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to) && counts(edge)),
  };
}

/** Whether the run went along an arrow: of the states it could go on to, the one it entered first after that. */
export function takenOf({ nodes, edges }: Machine): (from: string, to: string) => boolean {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const enteredAt = (id: string): string => byId.get(id)?.enteredAt ?? "";
  const nextOf = (from: string): string | undefined =>
    edges
      .filter((edge) => edge.from === from && (byId.get(edge.to)?.visits ?? 0) > 0)
      .map(({ to }) => to)
      .filter((to) => enteredAt(to) >= enteredAt(from))
      .sort((a, b) => (enteredAt(a) < enteredAt(b) ? -1 : 1))[0];
  return (from, to) => (byId.get(from)?.visits ?? 0) > 0 && nextOf(from) === to;
}
