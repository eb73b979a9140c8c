import { expect, test } from "vitest";
import { matchRoute } from "../../../local/http/routes.ts";

const routes = [
  "GET /items",
  "GET /items/{id}",
  "ANY /items/{proxy+}",
  "POST /items/{id}",
  "GET /items/special",
  "ANY /{proxy+}",
].map((routeKey) => ({ routeKey }));

test.each([
  ["GET", "/items", "GET /items", {}],
  ["GET", "/items/7", "GET /items/{id}", { id: "7" }],
  ["GET", "/items/special", "GET /items/special", {}],
  ["POST", "/items/special", "POST /items/{id}", { id: "special" }],
  ["PUT", "/items/7/parts/8", "ANY /items/{proxy+}", { proxy: "7/parts/8" }],
  ["GET", "/items/a%20b", "GET /items/{id}", { id: "a b" }],
  ["GET", "/elsewhere", "ANY /{proxy+}", { proxy: "elsewhere" }],
])("%s %s is served by %s", (method, path, routeKey, parameters) => {
  expect(matchRoute(routes, method, path)).toMatchObject({ route: { routeKey }, parameters });
});

test("a greedy parameter needs something to take, and $default takes what is left", () => {
  expect(matchRoute([{ routeKey: "ANY /api/{proxy+}" }], "GET", "/api/")).toBeUndefined();
  expect(matchRoute([{ routeKey: "ANY /api/{proxy+}" }], "GET", "/api")).toBeUndefined();
  expect(matchRoute([{ routeKey: "$default" }, { routeKey: "GET /a" }], "GET", "/b")?.route.routeKey).toBe("$default");
  expect(matchRoute([{ routeKey: "$default" }, { routeKey: "GET /a" }], "GET", "/a")?.route.routeKey).toBe("GET /a");
});
