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

/** Segment by segment; `rank` has a digit for each: 3 literal, 2 parameter, 1 greedy. */
function matchPath(
  template: string,
  path: string,
): { readonly parameters: Record<string, string>; readonly rank: string } | undefined {
  const wanted = template.split("/").slice(1);
  const given = path.split("/").slice(1);
  const parameters: Record<string, string> = {};
  let rank = "";
  for (const [at, segment] of wanted.entries()) {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    const value = given[at];
    if (value === undefined) return undefined;
    if (name !== undefined && greedy === "+") {
      const rest = given.slice(at).join("/");
      return rest === "" ? undefined : { parameters: { ...parameters, [name]: decoded(rest) }, rank: `${rank}1` };
    }
    if (name === undefined ? value !== segment : value === "") return undefined;
    if (name !== undefined) parameters[name] = decoded(value);
    rank += name === undefined ? "3" : "2";
  }
  return given.length === wanted.length ? { parameters, rank } : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
