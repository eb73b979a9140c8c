// HTTP APIs: what API Gateway does with a request before and after a function.
import type { Functions } from "../lambda/functions.ts";
import { authorize, type JwtAuthorizer } from "./jwt-authorizer.ts";
import { eventOf, type HttpReply, type HttpRequest, message, pathOf, replyOf } from "./payload.ts";
import { matchRoute } from "./routes.ts";
import type { UserPools } from "./user-pools.ts";

interface Route {
  readonly apiId: string;
  readonly routeKey: string;
  /** `integrations/ID` */
  readonly target: string;
  readonly authorizerId?: string;
  readonly scopes?: readonly string[];
}

export interface HttpApis {
  /** The one API of this machine; a second is refused, since there is one port. */
  createApi(id: string): void;
  createIntegration(apiId: string, id: string, functionArn: string): void;
  createAuthorizer(apiId: string, id: string, authorizer: JwtAuthorizer): void;
  createRoute(route: Route): void;
  /** Answers a request; never rejects. */
  answer(request: HttpRequest): Promise<HttpReply>;
}

export interface HttpApisOptions {
  readonly functions: Pick<Functions, "invoke">;
  readonly userPools: Pick<UserPools, "verify">;
  readonly onError?: (error: unknown) => void;
}

export function openHttpApis({ functions, userPools, onError }: HttpApisOptions): HttpApis {
  let api: string | undefined;
  const integrations = new Map<string, string>();
  const authorizers = new Map<string, JwtAuthorizer>();
  const routes: Route[] = [];

  const answer = async (request: HttpRequest): Promise<HttpReply> => {
    const matched = matchRoute(routes, request.method, pathOf(request.url));
    if (!matched) return message(404, "Not Found");
    const { route, parameters } = matched;
    const authorizer = route.authorizerId === undefined ? undefined : authorizers.get(route.authorizerId);
    const verdict = authorizer && authorize(authorizer, route.scopes ?? [], request, userPools.verify);
    if (verdict && "refusal" in verdict) return verdict.refusal;
    const functionArn = integrations.get(route.target.replace(/^integrations\//, ""));
    if (functionArn === undefined) return message(500, "Internal Server Error");
    const { apiId, routeKey } = route;
    const event = eventOf(request, { apiId, routeKey, parameters, ...(verdict && { jwt: verdict }) });
    const { payload, functionError } = await functions.invoke(functionArn, JSON.stringify(event));
    return functionError === undefined ? replyOf(payload) : message(500, "Internal Server Error");
  };

  return {
    createApi: (id) => {
      if (api !== undefined && api !== id) throw new Error("one machine serves one HTTP API, and there is one already");
      api = id;
    },
    createIntegration: (_, id, functionArn) => void integrations.set(id, functionArn),
    createAuthorizer: (_, id, authorizer) => void authorizers.set(id, authorizer),
    createRoute: (route) => {
      if (route.authorizerId !== undefined && !authorizers.has(route.authorizerId)) {
        throw new Error(`there is no authorizer ${route.authorizerId}`);
      }
      routes.push(route);
    },
    answer: async (request) => {
      try {
        return await answer(request);
      } catch (error) {
        onError?.(error);
        return message(503, "Service Unavailable");
      }
    },
  };
}
