/** What a route key matched in a request. */
export interface RouteMatch<Route> {
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface Keyed {
  /** `GET /items/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
}

/**
 * The most specific route for a request, as API Gateway chooses: literal segments before parameters, parameters before
 * a greedy one, a method before ANY, and `$default` last.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function matchRoute<Route extends Keyed>(
  routes: readonly Route[],
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  let best: (RouteMatch<Route> & { readonly rank: string }) | undefined;
  for (const route of routes) {
    if (route.routeKey === "$default") {
      best ??= { route, parameters: {}, rank: "" };
      continue;
    }
    const [wanted = "", template = ""] = route.routeKey.split(" ");
    if (wanted !== "ANY" && wanted !== method) continue;
    const matched = matchPath(template, path);
    if (!matched) continue;
    const rank = `${matched.rank}${wanted === "ANY" ? "0" : "1"}`;
    if (!best || rank > best.rank) best = { route, parameters: matched.parameters, rank };
  }
  return best;
}

type PathMatch = { readonly parameters: Record<string, string>; readonly rank: string };

/** Segment by segment; `rank` has a digit for each: 3 literal, 2 parameter, 1 greedy. */
function matchPath(template: string, path: string): PathMatch | undefined {
  const given = path.split("/").slice(1);
  const parameters: Record<string, string> = {};
  let rank = "";
  for (const segment of template.split("/").slice(1)) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    const taken = given.splice(0, greedy === "+" ? given.length : 1).join("/");
    // A parameter takes anything but nothing; a literal only itself.
    if (name === undefined ? taken !== segment : taken === "") return undefined;
    if (name !== undefined) parameters[name] = decoded(taken);
    rank += rankOf(name, greedy);
  }
  return given.length === 0 ? { parameters, rank } : undefined;
}

const rankOf = (name: string | undefined, greedy: string | undefined): string => {
  if (name === undefined) return "3";
  return greedy === "+" ? "1" : "2";
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
